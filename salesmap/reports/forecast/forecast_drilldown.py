"""Every figure of a forecast: what it means, how it comes about, and the leads behind it."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _, ngettext
from salesmap.core.table import Table, columns, major
from salesmap.reports.catalogue.explain import FIGURE, FIGURE_WORDS, figure_cells
from salesmap.reports.forecast.forecast import (
    BEST_CASE,
    COMMIT,
    METHODS,
    OpenLead,
    coming,
    deviation,
    expected,
    open_leads,
)
from salesmap.reports.forecast.historical_rates import HistoricalRates, Z
from salesmap.reports.query.scope import LeadScope

KEYS = columns("method:word period")

_MEANINGS = {
    METHODS[0]: (
        N_("Σ value × stage probability, of leads expected to close in the month"),
        N_("expected − 1.28 × standard deviation (leads are won independently), at least 0"),
        N_("expected + 1.28 × standard deviation, at most the total value"),
    ),
    METHODS[1]: (
        N_("best case: value in stages of 50% and more"),
        N_("commit: value in stages of 80% and more"),
        N_("pipeline: total value expected to close in the month"),
    ),
    METHODS[2]: (
        N_(
            "Σ value × share won of the closed leads that reached the same stage and were "
            "still open at the same age, from the same lead source if it has 20 or more"
        ),
        N_("the same with the lower bound of each share (Wilson interval, 80%)"),
        N_("the same with the upper bound of each share (Wilson interval, 80%)"),
    ),
}
_FIGURES = ("expected", "low", "high")
_MOST_TERMS = 12


def explained_forecast(
    connection: sqlite3.Connection, clock: Clock, scope: LeadScope, months: int
) -> Table:
    """A row for each figure of each method and month."""
    every, past = open_leads(connection, clock, scope), HistoricalRates(connection, scope)
    rows: list[tuple[Any, ...]] = []
    for method in METHODS:
        for month in coming(clock.today(), months):
            leads = [lead for lead in every if lead.month == month]
            formulas = _FORMULAS[method](leads, past)
            for figure, value, meaning, (formula, behind) in zip(
                _FIGURES, expected(method, leads, past), _MEANINGS[method], formulas, strict=True
            ):
                cells = figure_cells(
                    figure, "money", round(value), _(meaning), formula, [lead.id for lead in behind]
                )
                rows.append((method, month, *cells))
    return Table((*KEYS, *FIGURE), rows, words=FIGURE_WORDS)


Formulas = list[tuple[str, Sequence[OpenLead]]]
"""Of each figure: the formula with the numbers put in, and the leads that it is about."""


def _weighted(leads: Sequence[OpenLead], _past: HistoricalRates) -> Formulas:
    likely = _terms(leads, {lead.id: f"{lead.probability:g}" for lead in leads})
    middle, spread = (
        _told(sum(lead.value * lead.probability for lead in leads)),
        _told(deviation(leads)),
    )
    return [
        (likely, leads),
        (f"{middle} − {Z} × {spread}", leads),
        (f"{middle} + {Z} × {spread}", leads),
    ]


def _category(leads: Sequence[OpenLead], _past: HistoricalRates) -> Formulas:
    chosen = (
        [lead for lead in leads if lead.probability >= least] for least in (BEST_CASE, COMMIT, 0.0)
    )
    return [
        (_("sum of values (n = {leads_behind})").format(leads_behind=len(each)), each)
        for each in chosen
    ]


def _history(leads: Sequence[OpenLead], past: HistoricalRates) -> Formulas:
    shares = {
        lead.id: past.share(lead.process, lead.position, lead.source, lead.age, lead.probability)
        for lead in leads
    }
    likely = {
        id: f"{share.won}/{share.leads}" if share.leads else f"{share.range.expected:g}"
        for id, share in shares.items()
    }
    low = {id: f"{share.range.low:.3f}" for id, share in shares.items()}
    high = {id: f"{share.range.high:.3f}" for id, share in shares.items()}
    return [(_terms(leads, words), leads) for words in (likely, low, high)]


_FORMULAS = dict(zip(METHODS, (_weighted, _category, _history), strict=True))


def _terms(leads: Sequence[OpenLead], factors: dict[int, str]) -> str:
    """`value × factor + …`, the values of one factor added up, the greatest first."""
    sums: dict[str, int] = {}
    for lead in leads:
        sums[factors[lead.id]] = sums.get(factors[lead.id], 0) + lead.value
    ordered = sorted(sums.items(), key=lambda item: -item[1])
    terms = [f"{_told(value)} × {factor}" for factor, value in ordered]
    more = (
        [
            ngettext(
                "… and {count} more term", "… and {count} more terms", len(terms) - _MOST_TERMS
            ).format(count=len(terms) - _MOST_TERMS)
        ]
        if len(terms) > _MOST_TERMS
        else []
    )
    return " + ".join([*terms[:_MOST_TERMS], *more]) or "0"


def _told(cents: float) -> str:
    return f"{major(round(cents)):,}"
