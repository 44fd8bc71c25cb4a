"""Report `quotes`: how often quotes succeed, what was given away, how long it took."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import compress
from statistics import median
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Column, Table, columns
from salesmap.domain.quote.state import ACCEPTED, DECLINED, EXPIRED, SENT, WITHDRAWN
from salesmap.domain.quote.success import SentQuote, rounds, success_rate
from salesmap.reports.query.report import LEAD_COUNT, Drilldown, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import day_number
from salesmap.reports.quote.threads import (
    OWN_DIMENSIONS,
    SentThread,
    Threads,
    drilldown,
    given_of,
    grouped,
    threads,
)

ROUND = "round"
_METRICS = columns(
    "sent:int accepted:int declined:int expired:int open:int rate:ratio::success_rate "
    "value_accepted:money given:ratio median_days:number"
)
_OF_ROUND = columns(
    "round:int reached:int accepted:int revised:int declined:int expired:int open:int"
)


def quotes(query: ReportQuery) -> Table:
    """Return the quotes first sent in the time, by outcome; by `round` what became of each."""
    if ROUND in query.by:
        return _by_round(query)
    rows = [(*group, *_figures(members, query.definition)) for group, members in grouped(query)]
    return Table((*query.dimensions, *_METRICS), rows)


def _figures(members: Threads, definition: str | None) -> tuple[Any, ...]:
    state_of_each = members.columns["state"]
    states = Counter(state_of_each)
    is_accepted = [state == ACCEPTED for state in state_of_each]
    rate = success_rate(states, definition or "decided")
    return (
        len(members),
        *(states[state] for state in (ACCEPTED, DECLINED, EXPIRED, SENT)),
        None if rate is None else float(rate),
        sum(value or 0 for value in compress(members.columns["value"], is_accepted)),
        given_of(members),
        _median_days(
            compress(members.columns["sent_on"], is_accepted),
            compress(members.columns["accepted_on"], is_accepted),
        ),
    )


def _median_days(sent: Iterable[str], accepted: Iterable[str | None]) -> float | None:
    days = [
        day_number(end) - day_number(start)
        for start, end in zip(sent, accepted, strict=True)
        if end
    ]
    return float(median(days)) if days else None


def _by_round(query: ReportQuery) -> Table:
    others = tuple(name for name in query.by if name != ROUND)
    plain = query._replace(by=others)
    rows = [
        (*group, *each)
        for group, members in grouped(plain)
        for each in rounds(SentQuote(thread.state, thread.rounds) for thread in members)
    ]
    return Table((*map(Column, others), *_OF_ROUND), rows)


def _leads(*states: str) -> Drilldown:
    return drilldown(lambda thread: not states or thread.state in states)


def _in_round(counts: Callable[[SentThread, int], bool]) -> Drilldown:
    """Return a drill-down to the leads of the threads that count in a round."""

    def leads(query: ReportQuery) -> list[tuple[Any, ...]]:
        others = query._replace(by=tuple(name for name in query.by if name != ROUND))
        found = {
            (*group, number, thread.lead_id)
            for group, thread in threads(others)
            for number in range(1, thread.rounds + 1)
            if counts(thread, number)
        }
        return sorted(found, key=lambda row: row[-1])

    return leads


def _ended_in_round(state: str) -> Drilldown:
    return _in_round(lambda thread, number: thread.state == state and thread.rounds == number)


_ROUND_METRICS = (
    Metric("reached", N_("quotes of which so many versions were sent"), LEAD_COUNT,
           _in_round(lambda thread, number: number < thread.rounds or thread.state != WITHDRAWN)),
    Metric("accepted", N_("of these, those accepted in this round"), LEAD_COUNT,
           _ended_in_round(ACCEPTED)),
    Metric("revised", N_("of these, those of which another version was sent"), LEAD_COUNT,
           _in_round(lambda thread, number: number < thread.rounds)),
    Metric("declined", N_("of these, those declined in this round"), LEAD_COUNT,
           _ended_in_round(DECLINED)),
    Metric("expired", N_("of these, those that ran out undecided in this round"), LEAD_COUNT,
           _ended_in_round(EXPIRED)),
    Metric("open", N_("of these, those that wait for an answer"), LEAD_COUNT,
           _ended_in_round(SENT)),
)  # fmt: skip
_DECIDED = (ACCEPTED, DECLINED, EXPIRED)
_RATES = {
    "decided": (
        N_("accepted ÷ (accepted + declined + expired)"),
        "{accepted} ÷ ({accepted} + {declined} + {expired})",
        _DECIDED,
    ),
    "answered": (
        N_("accepted ÷ (accepted + declined)"),
        "{accepted} ÷ ({accepted} + {declined})",
        (ACCEPTED, DECLINED),
    ),
    "sent": (N_("accepted ÷ all quotes sent"), "{accepted} ÷ {sent}", ()),
}


def _metrics(definition: str) -> tuple[Metric, ...]:
    words, formula, counted = _RATES[definition]
    return (
        Metric("sent", N_("quotes of which the first version was sent in the period"),
               LEAD_COUNT, _leads()),
        Metric("accepted", N_("of these, the accepted ones"), LEAD_COUNT, _leads(ACCEPTED)),
        Metric("declined", N_("of these, the declined ones"), LEAD_COUNT, _leads(DECLINED)),
        Metric("expired", N_("of these, those that ran out undecided"), LEAD_COUNT,
               _leads(EXPIRED)),
        Metric("open", N_("of these, those that wait for an answer"), LEAD_COUNT, _leads(SENT)),
        Metric("rate", words, formula, _leads(*counted)),
        Metric("value_accepted", N_("total of the accepted quotes, tax included"),
               N_("sum of totals (n = {leads_behind})"), _leads(ACCEPTED)),
        Metric("given", N_("share of the first totals sent that was given away since"),
               N_("(Σ first total − Σ total now) ÷ Σ first total"), _leads()),
        Metric("median_days", N_("median days from the first sending to the acceptance"),
               N_("median (n = {leads_behind})"), _leads(ACCEPTED)),
    )  # fmt: skip


REPORT = Report(
    "quotes",
    N_("Quotes: how often they succeed, what was given away, how long it took."),
    quotes,
    _metrics("decided"),
    definitions={name: _metrics(name) for name in _RATES},
    definition_words={name: words for name, (words, *_rest) in _RATES.items()},
    amounts_of="quote",
    own_dimensions=(*OWN_DIMENSIONS, ROUND),
    metrics_by={ROUND: _ROUND_METRICS},
)
