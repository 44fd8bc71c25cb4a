"""Whether somebody is in touch: follow-up rate, response time, activity."""

from datetime import datetime, time, timedelta
from typing import Any

from salesmap.core.clock import from_instant, instant
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report_query import ReportQuery, in_order, median, share

DEFAULT_THRESHOLD = 0.8
DONE = N_("done")
_HOUR = 3_600


def followup_rate(query: ReportQuery) -> Table:
    """Leads with contact within the stage's response time after assignment ÷ leads assigned whose response time has run out."""
    tallies: dict[tuple[Any, ...], list[int]] = {} if query.by else {(): [0, 0]}
    for group, _lead, secs, allowed in _answered(query):
        tally = tallies.setdefault(group, [0, 0])
        tally[0] += 1
        tally[1] += secs is not None and secs <= allowed
    threshold = _threshold(query)
    rows = []
    for group in in_order(tallies):
        assigned, followed = tallies[group]
        rate = share(followed, assigned)
        rows.append(
            (*group, assigned, followed, rate, threshold, rate is not None and rate < threshold)
        )
    return Table(
        (
            *query.dimensions,
            *columns(
                "assigned:int followed:int rate:ratio::followup_rate threshold:ratio alarm:yesno"
            ),
        ),
        rows,
    )


def response_time(query: ReportQuery) -> Table:
    """Hours from assignment to the first contact, of leads that had one, and how many waited in vain so far."""
    hours: dict[tuple[Any, ...], list[float]] = {} if query.by else {(): []}
    waiting: dict[tuple[Any, ...], int] = {}
    for group, _lead, secs, _allowed in _answered(query):
        hours.setdefault(group, [])
        if secs is None:
            waiting[group] = waiting.get(group, 0) + 1
        else:
            hours[group].append(secs / _HOUR)
    rows = []
    for group in in_order(hours):
        found = sorted(hours[group])
        middle, mean = (median(found), sum(found) / len(found)) if found else (None, None)
        rows.append((*group, len(found), waiting.get(group, 0), middle, mean, f"{sum(found):.4g}"))
    declared = (
        *query.dimensions,
        *columns("answered:int waiting:int median_hours:number mean_hours:number"),
    )
    return Table(declared, rows, words=("hours",))


def activity(query: ReportQuery) -> Table:
    """What was done in the time: contacts and notes by kind, and promises kept."""
    whole, bounds = _by_instants(query)
    found = [*whole.all("activity", keys=1, **bounds), *whole.all("done", keys=1, **bounds)]
    found.sort(key=lambda row: [str(each or "") for each in row[: len(query.by)]])
    return Table(
        (*query.dimensions, *columns("kind:word count:int leads:int")),
        [row for row in found if row[-2]],
    )


def activity_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, kind, lead) of what was done."""
    whole, bounds = _by_instants(query)
    return [*whole.all("activity_leads", **bounds), *whole.all("done_leads", **bounds)]


def assigned_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, lead) of the assigned leads whose response time has run out."""
    return [(*group, lead) for group, lead, _secs, _allowed in _answered(query)]


def followed_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, lead) of those that had a contact in time."""
    return [
        (*group, lead)
        for group, lead, secs, allowed in _answered(query)
        if secs is not None and secs <= allowed
    ]


def answered_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, lead) of those that had a contact, in time or not."""
    return [(*group, lead) for group, lead, secs, _allowed in _answered(query) if secs is not None]


def waiting_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, lead) of those that had none so far."""
    return [(*group, lead) for group, lead, secs, _allowed in _answered(query) if secs is None]


def _by_instants(query: ReportQuery) -> tuple[ReportQuery, dict[str, Any]]:
    """The question without its days, and these as instants: of what happened on a lead, not of the lead."""
    since, until = query.cohort.since, query.cohort.until
    return query._replace(cohort=query.cohort._replace(since=None, until=None)), {
        "from": instant(query.clock.at(since, time())) if since else None,
        "to": instant(query.clock.at(until + timedelta(days=1), time())) if until else None,
    }


def _answered(query: ReportQuery) -> list[tuple[tuple[Any, ...], int, float | None, float]]:
    """(group, lead, seconds to the first contact if there was one, seconds allowed) of leads whose response time has run out."""
    now: datetime = query.clock.now()
    found = []
    for *group, lead_id, hours, contact, kept, assigned_at in query.all("assigned"):
        assigned, allowed = from_instant(assigned_at), hours * _HOUR
        if (now - assigned).total_seconds() >= allowed:
            first = min(contact or kept, kept or contact) if contact or kept else None
            secs = (from_instant(first) - assigned).total_seconds() if first else None
            found.append((tuple(group), lead_id, secs, float(allowed)))
    return found


def _threshold(query: ReportQuery) -> float:
    """The threshold of the map's own detector, if it has one."""
    from salesmap.store.map_versions import (
        asking,
        current_map,
    )  # the whole map, for one report of many

    problems = current_map(asking(query.connection)).problems()
    return next(
        (problem.threshold for _stage, problem in problems if problem.metric == "followup_rate"),
        DEFAULT_THRESHOLD,
    )
