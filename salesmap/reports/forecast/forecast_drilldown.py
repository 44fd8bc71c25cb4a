"""Each figure of the forecast with its definition, its formula and the leads behind it."""

from collections.abc import Mapping, Sequence
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _, ngettext
from salesmap.core.table import Table, columns, major
from salesmap.reports.catalogue.explain import FIGURE, FIGURE_WORDS, figure_cells
from salesmap.reports.forecast.forecast import (
    BEST_CASE,
    CATEGORY,
    COMMIT,
    ENOUGH_CLOSED,
    HISTORY,
    METHODS,
    WEIGHTED,
    OpenLead,
    Span,
    expected,
    open_leads,
    standard_deviation,
)
from salesmap.reports.forecast.historical_rates import HistoricalRates, Z
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection

KEYS = columns("method:word period")

_DEFINITIONS = {
    WEIGHTED: (
        N_("Σ value × stage probability, of leads expected to close in the period"),
        N_("expected − 1.28 × standard deviation (leads are won independently), at least 0"),
        N_("expected + 1.28 × standard deviation, at most the total value"),
    ),
    CATEGORY: (
        N_("best case: value in stages of 50% and more"),
        N_("commit: value in stages of 80% and more"),
        N_("pipeline: total value expected to close in the period"),
    ),
    HISTORY: (
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

Formulas = list[tuple[str, Sequence[OpenLead]]]
"""For each figure its formula with the numbers put in, and the leads behind it."""


def explained_forecast(
    connection: Connection, clock: Clock, scope: LeadScope, spans: Sequence[Span]
) -> Table:
    """Return a row for each figure of each method and span."""
    every, rates = open_leads(connection, clock, scope), HistoricalRates(connection, scope)
    rows: list[tuple[Any, ...]] = []
    for method in METHODS:
        if method == HISTORY and rates.closed < ENOUGH_CLOSED:
            continue
        for span in spans:
            leads = [lead for lead in every if lead.month in span.months]
            figures = zip(
                _FIGURES,
                expected(method, leads, rates),
                _DEFINITIONS[method],
                _FORMULAS[method](leads, rates),
                strict=True,
            )
            for figure, value, definition, (formula, behind) in figures:
                ids = [lead.id for lead in behind]
                cells = figure_cells(figure, "money", round(value), _(definition), formula, ids)
                rows.append((method, span.name, *cells))
    return Table((*KEYS, *FIGURE), rows, words=FIGURE_WORDS)


def _weighted(leads: Sequence[OpenLead], _rates: HistoricalRates) -> Formulas:
    terms = _terms(leads, {lead.id: f"{lead.probability:g}" for lead in leads})
    likely = _amount(sum(lead.value * lead.probability for lead in leads))
    spread = f"{Z} × {_amount(standard_deviation(leads))}"
    return [(terms, leads), (f"{likely} − {spread}", leads), (f"{likely} + {spread}", leads)]


def _category(leads: Sequence[OpenLead], _rates: HistoricalRates) -> Formulas:
    chosen = (
        [lead for lead in leads if lead.probability >= least] for least in (BEST_CASE, COMMIT, 0.0)
    )
    formula = _("sum of values (n = {leads_behind})")
    return [(formula.format(leads_behind=len(behind)), behind) for behind in chosen]


def _history(leads: Sequence[OpenLead], rates: HistoricalRates) -> Formulas:
    shares = {
        lead.id: rates.share(lead.pipeline, lead.position, lead.source, lead.age, lead.probability)
        for lead in leads
    }
    likely = {
        id: f"{share.won}/{share.leads}" if share.leads else f"{share.range.expected:g}"
        for id, share in shares.items()
    }
    low = {id: f"{share.range.low:.3f}" for id, share in shares.items()}
    high = {id: f"{share.range.high:.3f}" for id, share in shares.items()}
    return [(_terms(leads, factors), leads) for factors in (likely, low, high)]


_FORMULAS = {WEIGHTED: _weighted, CATEGORY: _category, HISTORY: _history}


def _terms(leads: Sequence[OpenLead], factors: Mapping[int, str]) -> str:
    """Return `value × factor + …`: the values of each factor added up, the greatest first."""
    sums: dict[str, int] = {}
    for lead in leads:
        sums[factors[lead.id]] = sums.get(factors[lead.id], 0) + lead.value
    ordered = sorted(sums.items(), key=lambda item: -item[1])
    terms = [f"{_amount(value)} × {factor}" for factor, value in ordered]
    rest = len(terms) - _MOST_TERMS
    if rest > 0:
        more = ngettext("… and {count} more term", "… and {count} more terms", rest)
        terms = [*terms[:_MOST_TERMS], more.format(count=rest)]
    return " + ".join(terms) or "0"


def _amount(cents: float) -> str:
    return f"{major(round(cents)):,}"
