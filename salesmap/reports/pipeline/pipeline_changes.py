"""What moved in the pipeline between two days, so that the pipeline before and after reconcile."""

import json
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from salesmap.core.clock import instant
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline.expected_close import expected_in
from salesmap.reports.query.report_query import ReportQuery, in_order
from salesmap.reports.query.statements import statements

WHATS = (
    N_("open_before"), N_("came_in"), N_("reopened"), N_("won"), N_("lost"), N_("dropped"), N_("open_after"),
    N_("moved_on"), N_("moved_back"), N_("slipped"), N_("pulled_in"), N_("missed"),
)  # fmt: skip
"""open_before + came_in + reopened − won − lost − dropped = open_after, and each lead is at most once on either side: of several ends
in the time the last one counts, and an end that was taken back within it is none. `reopened` was closed before the time. What
follows is told beside."""

MEANING = N_(
    "open at start + new + reopened − won − lost − discarded = open at end; each "
    "lead counts by its status at the start and at the end of the period. Also: "
    "moved; slipped and pulled in: expected close date later or earlier at the end "
    "than at the start (or than first entered in the period); missed: expected to "
    "close in the period, but still open at its end"
)


def pipeline_changes(query: ReportQuery) -> Table:
    """What came in, was reopened, won, lost, dropped, moved from the first to the last day (this month unless said), and what was
    expected to close: `slipped` and `pulled_in`, later or earlier at the end of the time than at its start (or, where it was not
    expected to close then, than what was said first in the time), as edits and files of histories tell; `missed`, by its start (or
    by what was said first) within the time, and still open at its end. Of these three, no lead that is dropped."""
    places = ", ".join(str(place + 1) for place in range(len(query.by) + 1))
    told = _movements(query, "count(*), coalesce(sum(d.value_cents), 0)", f"GROUP BY {places}")
    found = {tuple(key): (count, total) for *key, count, total in told}
    groups = dict.fromkeys(key[:-1] for key in found) if query.by else {(): None}
    rows = [
        (*group, what, *found.get((*group, what), (0, 0)))
        for group in in_order(groups)
        for what in WHATS
    ]
    return Table((*query.dimensions, *columns("what:word::movement leads:int value:money")), rows)


def movements_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, what, lead) of every movement."""
    return _movements(query, "d.id", "ORDER BY d.id")


def _movements(query: ReportQuery, figures: str, ending: str) -> list[tuple[Any, ...]]:
    bounds = _bounds(query)
    whole, groups = query.cohort._replace(since=None, until=None), query.groups()
    said = expected_in(query.connection, bounds["from_instant"], bounds["to_instant"])
    ids = {
        "said": list(said),
        "slipped": [
            lead for lead, (first, last) in said.items() if first and last and first < last
        ],
        "pulled_in": [
            lead for lead, (first, last) in said.items() if first and last and first > last
        ],
        "due": [
            lead
            for lead, (first, _last) in said.items()
            if first and bounds["from"] <= first <= bounds["by"]
        ],
    }
    condition = whole.condition()
    # Where nothing is asked of the leads themselves, they need not be looked up again.
    joins = f"JOIN lead l ON l.id = d.id {groups.joins}" if query.by or condition else ""
    sql = statements("pipeline/pipeline_changes")["movements"]
    for place, words in (
        ("groups", groups.selected), ("figures", figures), ("joins", joins), ("condition", condition), ("ending", ending),
    ):  # fmt: skip
        sql = sql.replace(f"{{{place}}}", words)
    return query.connection.execute(
        sql,
        {**whole.parameters(), **bounds, **{name: json.dumps(each) for name, each in ids.items()}},
    ).fetchall()


def _bounds(query: ReportQuery) -> Mapping[str, str]:
    today = query.clock.today()
    since, until = query.cohort.since or today.replace(day=1), query.cohort.until or today
    return {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "by": min(until, today).isoformat(),  # what is to come is not missed yet
        "from_instant": instant(query.clock.at(since, time())),
        "to_instant": instant(query.clock.at(until + timedelta(days=1), time())),
    }
