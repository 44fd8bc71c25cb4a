"""The leads behind a figure: as rows of (group, keys of the row, lead), by who is counted."""

from collections.abc import Callable
from typing import Any

from salesmap.reports.pipeline import aging as ages
from salesmap.reports.pipeline.stage_flow import WON, furthest, steps_of
from salesmap.reports.query.report_query import Asked
from salesmap.reports.query.stage_groups import Step, places
from salesmap.reports.winloss.win_loss import CLOSED

Rows = list[tuple[Any, ...]]


def leads(*statuses: str, day: str = "created_on", at_any_time: bool = False) -> Callable[[Asked], Rows]:
    """Leads with one of these statuses (none: any but dropped) whose `day` lies in the time."""

    def found(asked: Asked) -> Rows:
        question = asked._replace(cohort=asked.cohort._replace(since=None, until=None)) if at_any_time else asked
        return [(*group, lead) for *group, status, lead in question.all("leads", day) if not statuses or status in statuses]

    return found


def together(*proofs: Callable[[Asked], Rows]) -> Callable[[Asked], Rows]:
    """The leads of several figures, each once."""
    return lambda asked: sorted({row for proof in proofs for row in proof(asked)}, key=lambda row: row[-1])


def timed(asked: Asked) -> Rows:
    """Leads that ended in the time after a known number of days, by outcome, and closed."""
    return _by_outcome(asked.all("timed", "closed_on"))


def sized(asked: Asked) -> Rows:
    """Leads that ended in the time with a known value, by outcome, and closed."""
    return _by_outcome(asked.all("sized", "closed_on"))


def created(asked: Asked) -> Rows:
    """Leads by the month they came in."""
    return asked.all("created_leads")


def closed(*statuses: str) -> Callable[[Asked], Rows]:
    """Leads that ended like this, by the month of their end."""
    return lambda asked: [(*key, lead) for *key, status, lead in asked.all("closed_leads", "closed_on") if status in statuses]


def lost_reasons(asked: Asked) -> Rows:
    """Lost leads by reason."""
    return asked.all("lost_reasons_leads", "closed_on")


def quiet(asked: Asked) -> Rows:
    """Leads that have gone quiet; without groups, each by itself."""
    found = ages.quiet_leads(asked)
    return found if asked.by else [(lead, lead) for (lead,) in found]


# By step of the process.


def reached(asked: Asked) -> Rows:
    """Leads by each step before the win that they reached, and those won."""
    found = steps_of(asked)
    keys = _before_and_win(found)
    return [(*group, keys[number], lead) for group, far, lead in _furthest(asked, found) for number in range(far + 1)]


def went_on(asked: Asked) -> Rows:
    """Leads by each step before the win behind which they came."""
    found = steps_of(asked)
    keys = _before_and_win(found)
    return [(*group, keys[number], lead) for group, far, lead in _furthest(asked, found) for number in range(far)]


def reached_first(asked: Asked) -> Rows:
    """The leads that reached the first step, for every step."""
    found = steps_of(asked)
    return [(*group, key, lead) for group, _far, lead in _furthest(asked, found) for key in _before_and_win(found)]


def standing(asked: Asked) -> Rows:
    """Open leads by the step where they stand, and those won."""
    return _where_they_are(asked, "open") + [
        (*group, WON, lead) for *group, status, _stage, _furthest, lead in asked.all("standing_leads") if status == WON
    ]


def under_way(asked: Asked) -> Rows:
    """Leads by the step where they stand: open ones before the win, won ones after it."""
    found = steps_of(asked)
    place = places(found)
    return [
        (*group, found[place[stage]].key, lead)
        for *group, status, stage, _furthest, lead in asked.all("standing_leads")
        if status == ("open" if found[place[stage]].phase == "before" else WON)
    ]


def lost_here(asked: Asked) -> Rows:
    """Lost leads by the step where they stood last."""
    return _where_they_are(asked, "lost")


def advanced(asked: Asked) -> Rows:
    """Leads by the steps that they left onwards."""
    return _by_step(asked, "advanced_leads")


def stays(asked: Asked) -> Rows:
    """Leads by the steps where they completed a stay of known length."""
    return sorted(set(_by_step(asked, "stage_lengths_leads")), key=lambda row: row[-1])


def _by_outcome(rows: Rows) -> Rows:
    return [(*group, outcome, lead) for *group, status, lead in rows for outcome in (status, CLOSED)]


def _before_and_win(found: list[Step]) -> list[str]:
    return [*(step.key for step in found if step.phase == "before"), WON]


def _furthest(asked: Asked, found: list[Step]) -> list[tuple[tuple[Any, ...], int, int]]:
    """(group, place of the furthest step, lead)."""
    place, end = places(found), len(_before_and_win(found)) - 1
    return [
        (tuple(group), furthest(status, place[stage], end), lead) for *group, status, _stage, stage, lead in asked.all("standing_leads")
    ]


def _where_they_are(asked: Asked, wanted: str) -> Rows:
    found = steps_of(asked)
    place = places(found)
    rows = asked.all("standing_leads")
    return [(*group, found[place[stage]].key, lead) for *group, status, stage, _furthest, lead in rows if status == wanted]


def _by_step(asked: Asked, statement: str) -> Rows:
    found = steps_of(asked)
    place = places(found)
    return [(*group, found[place[stage]].key, lead) for *group, stage, lead in asked.all(statement)]
