"""The expected close date of leads at both ends of a time.

An edit counts from when it was made, an imported history by the dates of its file.
"""

import json
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from salesmap.store.connection import Connection
from salesmap.store.journal.last_set import HISTORIES_IMPORTED
from salesmap.store.statements import statements

_SQL = statements(__file__)

Entry = tuple[str, str | None]
"""An instant, and the expected close date from then on (None: none any more)."""

FirstAndLast = tuple[str | None, str | None]
"""The expected close date at the start of a time (or the first entered in it), and at its end."""

_ALWAYS = ""
"""Sorts before every instant."""


class Edit(NamedTuple):
    """A change of the expected close date, as the journal kept it: when, and the date before it.

    `by_file`: the change was the import of a history, whose own dates say since when.
    """

    at: str
    before: str | None
    by_file: bool


def expected_close_in(connection: Connection, start: str, end: str) -> dict[int, FirstAndLast]:
    """Return the dates of each lead edited since the start (an instant) or with a history."""
    edits: dict[int, list[Edit]] = {}
    since = {"from_instant": start, "imported": HISTORIES_IMPORTED}
    for lead, *edit in connection.execute(_SQL["edits"], since):
        edits.setdefault(lead, []).append(Edit(*edit))
    histories: dict[int, list[Entry]] = {}
    for lead, at, expected_close in connection.execute(_SQL["histories"], {"to_instant": end}):
        histories.setdefault(lead, []).append((at, expected_close))
    ids = json.dumps(sorted(edits.keys() | histories.keys()))
    return {
        lead: first_and_last(
            entries(recorded, now, edits.get(lead, []), histories.get(lead, [])), start, end
        )
        for lead, recorded, now in connection.execute(_SQL["current"], {"ids": ids})
    }


def entries(recorded: str, now: str | None, edits: list[Edit], history: list[Entry]) -> list[Entry]:
    """Return every expected close date of one lead, the earliest first.

    `edits` are in their order, `now` is the present date, `history` comes from files. The date
    that a lead was recorded with is as old as can be, unless a file knows its history.
    """
    dates = [*(edit.before for edit in edits), now]
    first = [(recorded if history else _ALWAYS, dates[0])] if dates[0] or not history else []
    later = [
        (edit.at, after)
        for edit, (before, after) in zip(edits, pairwise(dates), strict=True)
        if before != after and not edit.by_file
    ]
    return sorted([*first, *later, *history], key=itemgetter(0))


def first_and_last(entries: list[Entry], start: str, end: str) -> FirstAndLast:
    """Return the date at the start, or else the first one entered in the time; and at its end."""
    before = [day for at, day in entries if at < start]
    within = [day for at, day in entries if start <= at < end]
    opening = before[-1] if before else None
    first = opening or next((day for day in within if day), None)
    return first, (within[-1] if within else opening)
