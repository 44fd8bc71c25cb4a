"""The leads behind a figure: as rows of (group, keys of the row, lead), by who is counted."""

from collections.abc import Callable
from typing import Any

from salesmap.reports.pipeline import aging as ages
from salesmap.reports.pipeline.stage_flow import WON, furthest, steps_of
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.stage_groups import Step, places
from salesmap.reports.winloss.win_loss import CLOSED

Rows = list[tuple[Any, ...]]


def leads(
    *statuses: str, day: str = "created_on", at_any_time: bool = False
) -> Callable[[ReportQuery], Rows]:
    """Leads with one of these statuses (none: any but dropped) whose `day` lies in the time."""

    def found(query: ReportQuery) -> Rows:
        question = (
            query._replace(cohort=query.cohort._replace(since=None, until=None))
            if at_any_time
            else query
        )
        return [
            (*group, lead)
            for *group, status, lead in question.all("leads", day)
            if not statuses or status in statuses
        ]

    return found


def together(*proofs: Callable[[ReportQuery], Rows]) -> Callable[[ReportQuery], Rows]:
    """The leads of several figures, each once."""
    return lambda query: sorted(
        {row for proof in proofs for row in proof(query)}, key=lambda row: row[-1]
    )


def timed(query: ReportQuery) -> Rows:
    """Leads that ended in the time after a known number of days, by outcome, and closed."""
    return _by_outcome(query.all("timed", "closed_on"))


def sized(query: ReportQuery) -> Rows:
    """Leads that ended in the time with a known value, by outcome, and closed."""
    return _by_outcome(query.all("sized", "closed_on"))


def created(query: ReportQuery) -> Rows:
    """Leads by the month they came in."""
    return query.all("created_leads")


def closed(*statuses: str) -> Callable[[ReportQuery], Rows]:
    """Leads that ended like this, by the month of their end."""
    return lambda query: [
        (*key, lead)
        for *key, status, lead in query.all("closed_leads", "closed_on")
        if status in statuses
    ]


def lost_reasons(query: ReportQuery) -> Rows:
    """Lost leads by reason."""
    return query.all("lost_reasons_leads", "closed_on")


def quiet(query: ReportQuery) -> Rows:
    """Leads that have gone quiet; without groups, each by itself."""
    found = ages.quiet_leads(query)
    return found if query.by else [(lead, lead) for (lead,) in found]


# By step of the process.


def reached(query: ReportQuery) -> Rows:
    """Leads by each step before the win that they reached, and those won."""
    found = steps_of(query)
    keys = _before_and_win(found)
    return [
        (*group, keys[number], lead)
        for group, far, lead in _furthest(query, found)
        for number in range(far + 1)
    ]


def went_on(query: ReportQuery) -> Rows:
    """Leads by each step before the win behind which they came."""
    found = steps_of(query)
    keys = _before_and_win(found)
    return [
        (*group, keys[number], lead)
        for group, far, lead in _furthest(query, found)
        for number in range(far)
    ]


def reached_first(query: ReportQuery) -> Rows:
    """The leads that reached the first step, for every step."""
    found = steps_of(query)
    return [
        (*group, key, lead)
        for group, _far, lead in _furthest(query, found)
        for key in _before_and_win(found)
    ]


def standing(query: ReportQuery) -> Rows:
    """Open leads by the step where they stand, and those won."""
    return _where_they_are(query, "open") + [
        (*group, WON, lead)
        for *group, status, _stage, _furthest, lead in query.all("standing_leads")
        if status == WON
    ]


def under_way(query: ReportQuery) -> Rows:
    """Leads by the step where they stand: open ones before the win, won ones after it."""
    found = steps_of(query)
    place = places(found)
    return [
        (*group, found[place[stage]].key, lead)
        for *group, status, stage, _furthest, lead in query.all("standing_leads")
        if status == ("open" if found[place[stage]].phase == "before" else WON)
    ]


def lost_here(query: ReportQuery) -> Rows:
    """Lost leads by the step where they stood last."""
    return _where_they_are(query, "lost")


def advanced(query: ReportQuery) -> Rows:
    """Leads by the steps that they left onwards."""
    return _by_step(query, "advanced_leads")


def stays(query: ReportQuery) -> Rows:
    """Leads by the steps where they completed a stay of known length."""
    return sorted(set(_by_step(query, "stage_lengths_leads")), key=lambda row: row[-1])


def _by_outcome(rows: Rows) -> Rows:
    return [
        (*group, outcome, lead) for *group, status, lead in rows for outcome in (status, CLOSED)
    ]


def _before_and_win(found: list[Step]) -> list[str]:
    return [*(step.key for step in found if step.phase == "before"), WON]


def _furthest(query: ReportQuery, found: list[Step]) -> list[tuple[tuple[Any, ...], int, int]]:
    """(group, place of the furthest step, lead)."""
    place, end = places(found), len(_before_and_win(found)) - 1
    return [
        (tuple(group), furthest(status, place[stage], end), lead)
        for *group, status, _stage, stage, lead in query.all("standing_leads")
    ]


def _where_they_are(query: ReportQuery, wanted: str) -> Rows:
    found = steps_of(query)
    place = places(found)
    rows = query.all("standing_leads")
    return [
        (*group, found[place[stage]].key, lead)
        for *group, status, stage, _furthest, lead in rows
        if status == wanted
    ]


def _by_step(query: ReportQuery, statement: str) -> Rows:
    found = steps_of(query)
    place = places(found)
    return [(*group, found[place[stage]].key, lead) for *group, stage, lead in query.all(statement)]
