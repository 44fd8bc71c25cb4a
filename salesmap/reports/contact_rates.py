"""Whether somebody is in touch: follow-up rate, response time, activity, and the ages of what is open."""

from datetime import date, datetime, time, timedelta
from typing import Any

from salesmap.clock import from_instant, instant
from salesmap.errors import Unreadable
from salesmap.i18n import _, mark
from salesmap.reports import today
from salesmap.reports.asked import Asked, in_order, median, share
from salesmap.rows import Rows, columns
from salesmap.store.maps import asking, current_map

DEFAULT_THRESHOLD = 0.8
DONE = mark("done")
_HOUR = 3_600
_EVERY = 2**31
_AGES = (7, 30, 90, 180)


def followup_rate(asked: Asked) -> Rows:
    """Leads with contact within the stage's response time after assignment ÷ leads assigned whose response time has run out."""
    tallies: dict[tuple[Any, ...], list[int]] = {} if asked.by else {(): [0, 0]}
    for group, _lead, secs, allowed in _answered(asked):
        tally = tallies.setdefault(group, [0, 0])
        tally[0] += 1
        tally[1] += secs is not None and secs <= allowed
    threshold = _threshold(asked)
    rows = []
    for group in in_order(tallies):
        assigned, followed = tallies[group]
        rate = share(followed, assigned)
        rows.append((*group, assigned, followed, rate, threshold, rate is not None and rate < threshold))
    return Rows(columns(f"{asked.groups().columns} assigned:int followed:int rate:ratio::followup_rate threshold:ratio alarm:yesno"), rows)


def response_time(asked: Asked) -> Rows:
    """Hours from assignment to the first contact, of leads that had one, and how many waited in vain so far."""
    hours: dict[tuple[Any, ...], list[float]] = {} if asked.by else {(): []}
    waiting: dict[tuple[Any, ...], int] = {}
    for group, _lead, secs, _allowed in _answered(asked):
        hours.setdefault(group, [])
        if secs is None:
            waiting[group] = waiting.get(group, 0) + 1
        else:
            hours[group].append(secs / _HOUR)
    rows = []
    for group in in_order(hours):
        found = sorted(hours[group])
        middle, mean = (median(found), sum(found) / len(found)) if found else (None, None)
        rows.append((*group, len(found), waiting.get(group, 0), middle, mean))
    return Rows(columns(f"{asked.groups().columns} answered:int waiting:int median_hours:number mean_hours:number"), rows)


def activity(asked: Asked) -> Rows:
    """What was done in the time: contacts and notes by kind, and promises kept."""
    whole, bounds = _by_instants(asked)
    found = [*whole.all("activity", keys=1, **bounds), *whole.all("done", keys=1, **bounds)]
    found.sort(key=lambda row: [str(each or "") for each in row[: len(asked.by)]])
    return Rows(columns(f"{asked.groups().columns} kind:word count:int leads:int"), [row for row in found if row[-2]])


def quiet(asked: Asked) -> Rows:
    """Open leads that have gone quiet, the longest first. Raises Unreadable when it is to be grouped."""
    if asked.by:
        raise Unreadable(_("This is a list of leads: it cannot be grouped."))
    every = today.quiet(asked.connection, asked.clock, asked.lang, _EVERY)
    chosen = {lead for (lead,) in asked.all("overview_leads")}
    return every._replace(values=[row for row in every.values if row[0] in chosen])


def aging(asked: Asked) -> Rows:
    """Open leads by how long ago they came in."""
    day = asked.clock.today()
    tallies: dict[tuple[Any, ...], list[int]] = {}
    for *group, created_on, count, value in asked.all("ages", keys=1):
        bucket = age_of(created_on, day)
        tally = tallies.setdefault((*group, bucket), [0, 0])
        tally[0] += count
        tally[1] += value
    groups = in_order({key[:-1]: None for key in tallies} or ({} if asked.by else {(): None}))
    rows = [(*group, bucket, *tallies.get((*group, bucket), [0, 0])) for group in groups for bucket in _buckets()]
    return Rows(columns(f"{asked.groups().columns} age leads:int value:money"), rows)


def cohorts(asked: Asked) -> Rows:
    """Of the leads that came in in a month, how many were won until so many months later."""
    sizes: dict[tuple[Any, ...], int] = {}
    won: dict[tuple[Any, ...], dict[int, int]] = {}
    for *group, came, month, count in asked.all("cohorts", keys=2):
        key = (*group, came)
        sizes[key] = sizes.get(key, 0) + count
        if month:
            later = _months(month) - _months(came)
            won.setdefault(key, {})[later] = won.get(key, {}).get(later, 0) + count
    now = _months(asked.clock.today().isoformat())
    rows = []
    for key in in_order(sizes):
        so_far = 0
        for later in range(max(0, now - _months(key[-1])) + 1):
            so_far += won.get(key, {}).get(later, 0)
            if later == 0 or later in won.get(key, {}):
                rows.append((*key, sizes[key], later, so_far, share(so_far, sizes[key])))
    return Rows(columns(f"{asked.groups().columns} created_month leads:int months_later:int won:int share:ratio"), rows)


def activity_leads(asked: Asked) -> list[tuple[Any, ...]]:
    """(group, kind, lead) of what was done."""
    whole, bounds = _by_instants(asked)
    return whole.all("activity_leads", **bounds)


def assigned_leads(asked: Asked) -> list[tuple[Any, ...]]:
    """(group, lead) of the assigned leads whose response time has run out."""
    return [(*group, lead) for group, lead, _secs, _allowed in _answered(asked)]


def aging_leads(asked: Asked) -> list[tuple[Any, ...]]:
    """(group, age, lead) of the open leads."""
    day = asked.clock.today()
    return [(*group, age_of(created_on, day), lead) for *group, created_on, lead in asked.all("ages_leads")]


def _by_instants(asked: Asked) -> tuple[Asked, dict[str, Any]]:
    """The question without its days, and these as instants: of what happened on a lead, not of the lead."""
    since, until = asked.cohort.since, asked.cohort.until
    return asked._replace(cohort=asked.cohort._replace(since=None, until=None)), {
        "from": instant(asked.clock.at(since, time())) if since else None,
        "to": instant(asked.clock.at(until + timedelta(days=1), time())) if until else None,
    }


def age_of(created_on: str, day: date) -> str:
    """The stretch that an age in days falls in."""
    days = (day - date.fromisoformat(created_on)).days
    return next((name for most, name in zip((*_AGES, None), _buckets(), strict=True) if most is None or days <= most))


def _buckets() -> list[str]:
    starts = (0, *(most + 1 for most in _AGES))
    return [f"{start}-{most}" for start, most in zip(starts, _AGES, strict=False)] + [f"{starts[-1]}+"]


def _answered(asked: Asked) -> list[tuple[tuple[Any, ...], int, float | None, float]]:
    """(group, lead, seconds to the first contact if there was one, seconds allowed) of leads whose response time has run out."""
    now: datetime = asked.clock.now()
    found = []
    for *group, lead_id, hours, first, assigned_at in asked.all("assigned"):
        assigned, allowed = from_instant(assigned_at), hours * _HOUR
        if (now - assigned).total_seconds() >= allowed:
            secs = (from_instant(first) - assigned).total_seconds() if first else None
            found.append((tuple(group), lead_id, secs, float(allowed)))
    return found


def _threshold(asked: Asked) -> float:
    """The threshold of the map's own detector, if it has one."""
    problems = current_map(asking(asked.connection)).problems()
    return next((problem.threshold for _stage, problem in problems if problem.metric == "followup_rate"), DEFAULT_THRESHOLD)


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])
