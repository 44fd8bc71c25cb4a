"""What moved in the pipeline between two days, so that the pipeline before and after reconcile."""

import json
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from salesmap.core.clock import instant
from salesmap.core.i18n import mark
from salesmap.core.table import Rows, columns
from salesmap.reports.pipeline.expected_close import expected_in
from salesmap.reports.query.report_query import Asked, in_order
from salesmap.reports.query.statements import statements

WHATS = (
    mark("open_before"), mark("came_in"), mark("reopened"), mark("won"), mark("lost"), mark("dropped"), mark("open_after"),
    mark("moved_on"), mark("moved_back"), mark("slipped"), mark("pulled_in"), mark("missed"),
)  # fmt: skip
"""open_before + came_in + reopened − won − lost − dropped = open_after, and each lead is at most once on either side: of several ends
in the time the last one counts, and an end that was taken back within it is none. `reopened` was closed before the time. What
follows is told beside."""

MEANING = mark(
    "open_before + came_in + reopened − won − lost − dropped = open_after, each lead by where it was at both ends of the time; "
    "beside: moved; slipped and pulled_in: expected at the end to close later or earlier than at the start (or as first told within); "
    "missed: expected then to close within the time, and open at its end"
)


def pipeline_changes(asked: Asked) -> Rows:
    """What came in, was reopened, won, lost, dropped, moved from the first to the last day (this month unless said), and what was
    expected to close: `slipped` and `pulled_in`, later or earlier at the end of the time than at its start (or, where it was not
    expected to close then, than what was said first in the time), as edits and files of histories tell; `missed`, by its start (or
    by what was said first) within the time, and still open at its end. Of these three, no lead that is dropped."""
    places = ", ".join(str(place + 1) for place in range(len(asked.by) + 1))
    told = _movements(asked, "count(*), coalesce(sum(d.value_cents), 0)", f"GROUP BY {places}")
    found = {tuple(key): (count, total) for *key, count, total in told}
    groups = dict.fromkeys(key[:-1] for key in found) if asked.by else {(): None}
    rows = [(*group, what, *found.get((*group, what), (0, 0))) for group in in_order(groups) for what in WHATS]
    return Rows((*asked.dimensions, *columns("what:word leads:int value:money")), rows)


def movements_leads(asked: Asked) -> list[tuple[Any, ...]]:
    """(group, what, lead) of every movement."""
    return _movements(asked, "d.id", "ORDER BY d.id")


def _movements(asked: Asked, figures: str, ending: str) -> list[tuple[Any, ...]]:
    bounds = _bounds(asked)
    whole, groups = asked.cohort._replace(since=None, until=None), asked.groups()
    said = expected_in(asked.connection, bounds["from_instant"], bounds["to_instant"])
    ids = {
        "said": list(said),
        "slipped": [lead for lead, (first, last) in said.items() if first and last and first < last],
        "pulled_in": [lead for lead, (first, last) in said.items() if first and last and first > last],
        "due": [lead for lead, (first, _last) in said.items() if first and bounds["from"] <= first <= bounds["by"]],
    }
    condition = whole.condition()
    # Where nothing is asked of the leads themselves, they need not be looked up again.
    joins = f"JOIN lead l ON l.id = d.id {groups.joins}" if asked.by or condition else ""
    query = statements("pipeline/pipeline_changes")["movements"]
    for place, words in (
        ("groups", groups.selected), ("figures", figures), ("joins", joins), ("condition", condition), ("ending", ending),
    ):  # fmt: skip
        query = query.replace(f"{{{place}}}", words)
    return asked.connection.execute(
        query, {**whole.parameters(), **bounds, **{name: json.dumps(each) for name, each in ids.items()}}
    ).fetchall()


def _bounds(asked: Asked) -> Mapping[str, str]:
    today = asked.clock.today()
    since, until = asked.cohort.since or today.replace(day=1), asked.cohort.until or today
    return {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "by": min(until, today).isoformat(),  # what is to come is not missed yet
        "from_instant": instant(asked.clock.at(since, time())),
        "to_instant": instant(asked.clock.at(until + timedelta(days=1), time())),
    }
