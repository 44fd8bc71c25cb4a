"""What moved in the pipeline between two days, so that the pipeline before and after reconcile."""

from datetime import time, timedelta
from typing import Any

from salesmap.clock import instant
from salesmap.i18n import mark
from salesmap.reports.asked import Asked, in_order
from salesmap.rows import Rows, columns

WHATS = (mark("open_before"), mark("came_in"), mark("won"), mark("lost"), mark("dropped"), mark("open_after"), mark("moved_on"),
         mark("moved_back"), mark("slipped"))  # fmt: skip
"""open_before + came_in − won − lost − dropped = open_after; moved and slipped (expected to close later than before) are told beside."""


def pipeline_changes(asked: Asked) -> Rows:
    """What came in, was won, lost, dropped, moved and slipped from the first to the last day; this month unless said."""
    found: dict[tuple[Any, ...], tuple[int, int]] = {}
    for *key, _lead, value in _movements(asked):
        count, total = found.get(tuple(key), (0, 0))
        found[tuple(key)] = count + 1, total + value
    groups = dict.fromkeys(key[:-1] for key in found) if asked.by else {(): None}
    rows = [(*group, what, *found.get((*group, what), (0, 0))) for group in in_order(groups) for what in WHATS]
    return Rows((*asked.dimensions, *columns("what:word leads:int value:money")), rows)


def movements_leads(asked: Asked) -> list[tuple[Any, ...]]:
    """(group, what, lead) of every movement."""
    return [row[:-1] for row in _movements(asked)]


def _movements(asked: Asked) -> list[tuple[Any, ...]]:
    today = asked.clock.today()
    since, until = asked.cohort.since or today.replace(day=1), asked.cohort.until or today
    whole = asked._replace(cohort=asked.cohort._replace(since=None, until=None))
    bounds: dict[str, Any] = {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "from_instant": instant(asked.clock.at(since, time())),
        "to_instant": instant(asked.clock.at(until + timedelta(days=1), time())),
    }
    return whole.all("movements", **bounds)
