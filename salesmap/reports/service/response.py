"""Report `tickets`: how many came in, how fast they were answered and solved."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from salesmap.core.clock import instant
from salesmap.core.i18n import N_, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.service.words import priority_word, ticket_word
from salesmap.reports.query.report import Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.spellings import in_first_spelling
from salesmap.reports.service.sources import OWN_DIMENSIONS, TICKETS
from salesmap.store.statements import statements

_SQL = {name: sql.replace("{source}", TICKETS) for name, sql in statements(__file__).items()}
_HOUR = 3_600
_WORDS = {"priority": priority_word, "state": ticket_word}
_TEXTS = ("owner", "kind", "channel")
"""The dimensions of tickets that people write as they like."""
_DAY = "opened_on"
_COLUMNS = columns(
    "opened:int resolved:int breached:int response_median_hours:number "
    "response_p90_hours:number solution_median_hours:number contradictory:int"
)
Lengths = Sequence[tuple[int, int]]
"""Seconds in ascending order, each with how many tickets took so long."""


def tickets(query: ReportQuery) -> Table:
    """Return the tickets opened in the time: how many, and their working hours."""
    responses, solutions = (_lengths(query, name) for name in ("response_secs", "solution_secs"))
    rows = []
    for *group, opened, resolved, breached, contradictory in _rows(query, _SQL["counts"]):
        key = tuple(group)
        answered, solved = responses.get(key, ()), solutions.get(key, ())
        rows.append(
            (
                *group,
                opened,
                resolved,
                breached,
                _hours(middle(answered)),
                _hours(nearest_rank(answered, 90)),
                _hours(middle(solved)),
                contradictory,
                sum(count for _secs, count in answered),
                sum(count for _secs, count in solved),
            )
        )
    shown = [(place, name) for place, name in enumerate(query.by) if name in _WORDS]
    values = [(*row, *(_word(name, row[place]) for place, name in shown)) for row in rows]
    dimensions = (
        column._replace(kind="key", display_column=f"{column.name}_words")
        if column.name in _WORDS
        else column
        for column in query.dimensions
    )
    words = ("answers", "solutions", *(f"{name}_words" for _place, name in shown))
    return Table((*dimensions, *_COLUMNS), values, words=words)


def _word(dimension: str, key: str | None) -> str | None:
    return None if key is None else _WORDS[dimension](key)


def middle(lengths: Lengths) -> float | None:
    """Return the median; None of none."""
    count = sum(number for _secs, number in lengths)
    if not count:
        return None
    return (_at(lengths, (count - 1) // 2) + _at(lengths, count // 2)) / 2


def nearest_rank(lengths: Lengths, percent: int) -> float | None:
    """Return the length that so many percent do not exceed, by nearest rank; None of none."""
    count = sum(number for _secs, number in lengths)
    return _at(lengths, ceil(count * percent / 100) - 1) if count else None


def _at(lengths: Lengths, place: int) -> int:
    """Return the length at a place, counted from 0."""
    for secs, number in lengths:
        place -= number
        if place < 0:
            return secs
    raise IndexError(place)


def _hours(secs: float | None) -> float | None:
    return None if secs is None else round(secs / _HOUR, 2)


def _lengths(query: ReportQuery, column: str) -> dict[tuple[Any, ...], list[tuple[int, int]]]:
    found: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    sql = _SQL["lengths"].replace("{secs}", f"l.{column}")
    for *group, secs, count in _rows(query, sql, keys=1):
        found.setdefault(tuple(group), []).append((secs, count))
    return found


def _rows(query: ReportQuery, sql: str, keys: int = 0) -> list[tuple[Any, ...]]:
    now = instant(query.clock.now())
    own = {**OWN_DIMENSIONS, **_in_first_spelling(query, now)}
    return query._replace(own=own).rows(sql, _DAY, keys=keys, now=now)


def _in_first_spelling(query: ReportQuery, now: str) -> dict[str, str]:
    """Return the texts of tickets that the query is grouped by, each in its first spelling."""
    texts = {"owner": "l.owner", **OWN_DIMENSIONS}
    found = {}
    for name in {*query.by} & {*_TEXTS}:
        sql = _SQL["spellings"].replace("{expression}", texts[name])
        rows = query.connection.execute(sql, {"now": now})
        found[name] = in_first_spelling(texts[name], (text for text, _first in rows))
    return found


def _behind(test: str = "1 = 1") -> Drilldown:
    return lambda query: _rows(query, _SQL["behind"].replace("{test}", test), keys=1)


def _left_out(query: ReportQuery) -> list[str]:
    """Return a sentence on the tickets whose dates contradict each other."""
    counts = _rows(query._replace(by=()), _SQL["counts"])
    contradictory = counts[0][-1] if counts else 0
    if not contradictory:
        return []
    text = ngettext(
        "{count} ticket is in no median: it was answered after it was solved, or either before it "
        "was opened.",
        "{count} tickets are in no median: they were answered after they were solved, or either "
        "before they were opened.",
        contradictory,
    )
    return [text.format(count=contradictory)]


_COUNT = N_("number of tickets = {leads_behind}")
_ANSWERED = _behind("l.response_secs IS NOT NULL AND l.is_contradictory = 0")

REPORT = Report(
    "tickets",
    N_("Tickets: how fast they were answered and solved, in working hours."),
    tickets,
    (
        Metric("opened", N_("tickets opened in the period"), _COUNT, _behind()),
        Metric(
            "resolved",
            N_("of these, resolved"),
            _COUNT,
            _behind("l.resolved_at IS NOT NULL"),
        ),
        Metric(
            "breached",
            N_("of these, answered or solved after the target, or not yet though it has passed"),
            _COUNT,
            _behind("l.is_response_breached + l.is_solution_breached > 0"),
        ),
        Metric(
            "response_median_hours",
            N_(
                "median working hours from the opening to a person's first answer; tickets that we "
                "opened do not count"
            ),
            N_("median (n = {answers})"),
            _ANSWERED,
        ),
        Metric(
            "response_p90_hours",
            N_("working hours within which 90 of 100 tickets had their first answer"),
            N_("90th percentile by nearest rank (n = {answers})"),
            _ANSWERED,
        ),
        Metric(
            "solution_median_hours",
            N_(
                "median working hours from the opening to the solution, without what was waited "
                "for the customer"
            ),
            N_("median (n = {solutions})"),
            _behind("l.solution_secs IS NOT NULL AND l.is_contradictory = 0"),
        ),
        Metric(
            "contradictory",
            N_("tickets answered after they were solved, or either before they were opened"),
            _COUNT,
            _behind("l.is_contradictory = 1"),
        ),
    ),
    record="ticket",
    own_dimensions=tuple(OWN_DIMENSIONS),
    notes=_left_out,
)
