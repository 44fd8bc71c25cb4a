"""Report `pipeline-changes`: the exports at both ends of a time, held beside each other."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import pandas as pd

from support.recomputed.leads import ZONE, Asked, Files, Row

SIDES = ("open_before", "came_in", "reopened"), ("won", "lost", "dropped", "open_after")
KINDS = (
    "open_before", "came_in", "reopened", "won", "lost", "dropped", "value_changed", "open_after", "moved_on", "moved_back", "slipped",
    "pulled_in", "missed",
)  # fmt: skip
ENDS = ("won", "lost", "dropped")


Standing = dict[int, tuple[str, int]]
"""The status of each lead, and how often it was closed."""


class Told(NamedTuple):
    """What a lead was said to be worth, and when to close, from a moment on."""

    at: datetime
    lead: int
    cents: int | None
    close: str | None


class Past(NamedTuple):
    """What an export does not hold: earlier exports by their day, and everything told of leads.

    The day begins with the export. What was told is in the order of time.
    """

    at_begin_of: Mapping[date, Files]
    told: list[Told]


class _Lead(NamedTuple):
    """A lead in a time: how it stood at both ends, and what was told at the start and the end."""

    was: tuple[str, int] | None
    is_now: tuple[str, int] | None
    cents: tuple[int, int]
    close: tuple[str | None, str | None]


def pipeline_changes(files: Files, asked: Asked) -> Iterator[Row]:
    past: Past = files.past
    since, until = asked.since or files.today.replace(day=1), asked.until or files.today
    before = past.at_begin_of[since]
    after = files if until == files.today else past.at_begin_of[until + timedelta(days=1)]
    start, end = (datetime.combine(day, time(), ZONE) for day in (since, until + timedelta(days=1)))
    finally_ = _standing(files)
    was, is_now = _standing(before, finally_), _standing(after, finally_)
    first = _told(past, files, start, end)
    moved = _moved(files, start, end)
    kinds: list[tuple[int, str, int]] = []
    for id, status in zip(files.leads["id"], files.leads["status"], strict=True):
        lead = _Lead(was.get(id), is_now.get(id), *first[id])
        kinds += ((id, *each) for each in _kinds(lead))
        kinds += ((id, kind, lead.cents[1]) for kind in moved.get(id, ()))
        if status != "dropped":
            by = min(until, files.today).isoformat()
            kinds += ((id, kind, lead.cents[1]) for kind in _shifts(lead, since.isoformat(), by))
    table = pd.DataFrame(kinds, columns=["id", "what", "cents"])
    for key, leads in files.groups(asked, timed=False, with_dropped=True):
        behind = table.merge(leads[["id"]], on="id")
        if asked.by and not len(behind):
            continue
        for kind in KINDS:
            part = behind[behind["what"] == kind]
            yield {
                **key,
                "what": kind,
                "leads": len(part),
                "value": float(part["cents"].sum()) / 100,
            }


def _standing(files: Files, finally_: Standing | None = None) -> Standing:
    """Return the status of each lead, and how often it was closed.

    A lead that was discarded after its close was invalid from its close on.
    """
    closed = files.stays[files.stays["outcome"].isin(ENDS)].groupby("lead_id").size()
    found: Standing = {}
    for id, status in zip(files.leads["id"], files.leads["status"], strict=True):
        found[id] = (status, int(closed.get(id, 0)))
        if finally_ and status in ENDS and finally_[id] == ("dropped", found[id][1]):
            found[id] = finally_[id]
    return found


def _told(past: Past, files: Files, start: datetime, end: datetime) -> dict[int, Any]:
    """Return ((cents first, last), (close first, last)) of each lead in a time.

    First is what was told before the start, else the first that was told in the time.
    """
    found: dict[int, Any] = {}
    now = files.now.to_pydatetime()
    for id in files.leads["id"]:
        told = [each for each in past.told if each.lead == id and each.at <= now]
        # What a lead began with is as old as can be.
        before = [each for each in told if each.at < start] or told[:1]
        within = [each for each in told if start <= each.at < end and each not in before]
        pairs = []
        for name in ("cents", "close"):
            opening = getattr(before[-1], name)
            values = [getattr(each, name) for each in within]
            entered = next((value for value in values if value is not None), None)
            last = values[-1] if values else opening
            pairs.append((entered if opening is None else opening, last))
        (first, last), close = pairs
        found[id] = (first or 0, last or 0), close
    return found


def _kinds(lead: _Lead) -> Iterator[tuple[str, int]]:
    """Yield how a lead came into the time and how it left it, with its value."""
    if lead.is_now is None:
        return
    status = lead.was[0] if lead.was else None
    if status in ENDS and lead.was == lead.is_now:
        return
    first, last = lead.cents
    yield {None: "came_in", "open": "open_before"}.get(status, "reopened"), first
    yield "open_after" if lead.is_now[0] == "open" else lead.is_now[0], last
    if first != last:
        yield "value_changed", last - first


def _shifts(lead: _Lead, since: str, by: str) -> Iterator[str]:
    first, last = lead.close
    if first and last and first != last:
        yield "slipped" if first < last else "pulled_in"
    if lead.is_now and lead.is_now[0] == "open" and first and since <= first <= by:
        yield "missed"


def _moved(files: Files, start: datetime, end: datetime) -> dict[int, set[str]]:
    """Return which leads went on or back in a time."""
    stays = files.stays[
        (files.stays["counted"] == 1) & files.stays["outcome"].isin(("forward", "back"))
    ]
    found: dict[int, set[str]] = {}
    for lead, outcome, left in zip(
        stays["lead_id"], stays["outcome"], stays["left_at"], strict=True
    ):
        if start <= pd.Timestamp(left) < end:
            kind = "moved_on" if outcome == "forward" else "moved_back"
            found.setdefault(lead, set()).add(kind)
    return found


REPORTS = {("pipeline-changes", None): pipeline_changes}
