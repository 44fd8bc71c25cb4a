"""Where a person loses against the team, and three open leads to talk about."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, from_instant
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns
from salesmap.domain.map.model import SalesMap
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.spellings import UnknownValue, unknown_values
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.members import owners_of_team, person_named
from salesmap.store.statements import statements

_SQL = statements(__file__)
MEASURES = columns(
    "measure:word stage:key:stage_words person:number team:number gap:ratio cases:int "
    "team_cases:int"
)
LEADS = columns("id:int name stage:key:stage_words value:money currency why:list:why_words")
LEAST_CASES = 5
"""With fewer cases of either, two figures are not compared."""
MOST_LEADS = 3

_MINE = " AND lower(l.owner) = lower(:coached)"
_OTHERS = " AND lower(l.owner) <> lower(:coached)"
_IN_TEAM = " AND lower(l.owner) IN (SELECT lower(name) FROM member WHERE team_key = :coached_team)"

_STAGE, _OVERDUE, _NO_NEXT, _INACTIVE = (
    N_("in the stage where most is lost against the team"),
    N_("a follow-up is overdue"),
    N_("no follow-up is planned"),
    N_("inactive"),
)
_WEIGHTS = {_STAGE: 2, _OVERDUE: 2, _NO_NEXT: 2, _INACTIVE: 1}


class Coaching(NamedTuple):
    """What a talk with a person can be about.

    `measures` are the figures of the person and the team, the largest loss first; `leads` those to
    talk about; `against` is the team's name, None where it is everybody else.
    """

    against: str | None
    measures: Table
    leads: Table


class _Figure(NamedTuple):
    """A figure: its measure, the stage it is about, its value, and of how many cases."""

    measure: str
    stage: str | None
    label: str | None
    value: float | None
    cases: int


def coaching(
    connection: Connection, clock: Clock, lang: str, person: str, period: Period
) -> Coaching:
    """Return where a person loses against the others of the team, or against everybody else."""
    member = person_named(connection, person)
    team = member.team if member else None
    has_colleagues = bool(team) and len(owners_of_team(connection, team or "")) > 1
    of = _OTHERS + (_IN_TEAM if has_colleagues else "")
    parameters: dict[str, Any] = {"coached": person}
    if has_colleagues:
        parameters["coached_team"] = fold(team or "")
    scope = LeadScope(period.since, period.until, filter_parameters=parameters)
    query = ReportQuery(connection, scope, clock, lang)
    own = list(_figures(query._replace(scope=scope._replace(filter_sql=_MINE))))
    others = list(_figures(query._replace(scope=scope._replace(filter_sql=of))))
    theirs = {(each.measure, each.stage): each for each in others}
    rows = [_compared(each, theirs.get((each.measure, each.stage))) for each in own]
    gaps = [row for row in rows if row[4] is not None]
    too_few = [row for row in rows if row[4] is None]
    ordered = [*sorted(gaps, key=lambda row: -row[4]), *too_few]
    worst = next((row[1] for row in ordered if row[1] and (row[4] or 0) > 0), None)
    return Coaching(
        team if has_colleagues else None,
        Table(MEASURES, ordered, words=("stage_words",)),
        _leads(connection, current_map(connection), clock, lang, person, worst),
    )


def unknown_owner(connection: Connection, person: str) -> list[UnknownValue]:
    """Return the person, with those who own leads or are members, if it is none of them."""
    known = [name for (name,) in connection.execute(_SQL["known"])]
    return unknown_values("owner", [fold(person)], known)


def _compared(own: _Figure, others: _Figure | None) -> tuple[Any, ...]:
    """Return a row: the gap is the share of the team's figure by which the person is worse."""
    value = others.value if others else None
    cases = others.cases if others else 0
    gap = None
    is_judged = min(own.cases, cases) >= LEAST_CASES
    if is_judged and own.value is not None and value:
        is_less_better = own.measure in _LESS_IS_BETTER
        gap = (own.value - value if is_less_better else value - own.value) / value
    return own.measure, own.stage, own.value, value, gap, own.cases, cases, own.label


def _figures(query: ReportQuery) -> Iterator[_Figure]:
    for measure, figure in _MEASURES.items():
        yield figure(query, measure)
    from salesmap.reports.pipeline.conversion import conversion

    for stage, reached, _onwards, rate, label in conversion(query).values:
        yield _Figure("conversion", stage, label, rate, reached)


def _win_rate(query: ReportQuery, measure: str) -> _Figure:
    from salesmap.reports.winloss.winrate import winrate

    (row,) = winrate(query).dicts()
    return _Figure(measure, None, None, row["rate"], row["won"] + row["lost"])


def _cycle(query: ReportQuery, measure: str) -> _Figure:
    from salesmap.reports.winloss.cycle import cycle

    row = next((row for row in cycle(query).dicts() if row["outcome"] == "won"), None)
    return _Figure(measure, None, None, row["median"] if row else None, row["count"] if row else 0)


def _followup_rate(query: ReportQuery, measure: str) -> _Figure:
    from salesmap.reports.activity.followup_rate import followup_rate

    (row,) = followup_rate(query).dicts()
    return _Figure(measure, None, None, row["rate"], row["assigned"])


def _next_steps(query: ReportQuery, measure: str) -> _Figure:
    from salesmap.reports.activity.next_steps import next_steps

    (row,) = next_steps(query.at_any_time()).dicts()
    return _Figure(measure, None, None, row["rate"], row["open"])


def _response(query: ReportQuery, measure: str) -> _Figure:
    from salesmap.reports.activity.response_time import response_time

    row = next(iter(response_time(query).dicts()), None)
    return _Figure(
        measure, None, None, row["median_hours"] if row else None, row["answered"] if row else 0
    )


_MEASURES: dict[str, Callable[[ReportQuery, str], _Figure]] = {
    N_("win_rate"): _win_rate,
    N_("cycle_days"): _cycle,
    N_("followup_rate"): _followup_rate,
    N_("next_step_rate"): _next_steps,
    N_("response_hours"): _response,
}
_LESS_IS_BETTER = ("cycle_days", "response_hours")


def _leads(
    connection: Connection,
    sales_map: SalesMap,
    clock: Clock,
    lang: str,
    person: str,
    worst: str | None,
) -> Table:
    """Return the leads that a talk is worth most about: for the most reasons, then by value."""
    today, now = clock.today().isoformat(), clock.now()
    found = []
    parameters = {"person": person, "lang": lang}
    for id, name, stage, label, value, currency, touched_at, due_on in connection.execute(
        _SQL["leads"], parameters
    ):
        quiet = timedelta(days=sales_map.stage(stage).quiet_days)
        why = [
            reason
            for reason, holds in (
                (_STAGE, stage == worst),
                (_OVERDUE, due_on is not None and due_on < today),
                (_NO_NEXT, due_on is None),
                (_INACTIVE, now - from_instant(touched_at) > quiet),
            )
            if holds
        ]
        if why:
            found.append(
                (
                    sum(_WEIGHTS[each] for each in why),
                    (id, name, stage, value, currency),
                    why,
                    label,
                )
            )
    found.sort(key=lambda each: (-each[0], -(each[1][3] or 0), each[1][0]))
    rows = [
        (*lead, json.dumps(why), label, _("; ").join(map(_, why)))
        for _weight, lead, why, label in found[:MOST_LEADS]
    ]
    return Table(LEADS, rows, words=("stage_words", "why_words"))
