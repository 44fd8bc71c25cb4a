"""The expected close date and the value of leads at both ends of a time.

An edit counts from when it was made, an imported history by the dates of its file.
"""

import json
from itertools import pairwise
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from salesmap.store.connection import Connection
from salesmap.store.journal.last_set import HISTORIES_IMPORTED
from salesmap.store.statements import statements

_SQL = statements(__file__)

T = TypeVar("T")

Entry = tuple[str, T | None]
"""An instant, and what was expected from then on (None: nothing any more)."""

FirstAndLast = tuple[T | None, T | None]
"""What was expected at the start of a time (or first entered in it), and at its end."""

_DATES, _VALUES = "expected_close", "value_cents"

_ALWAYS = ""
"""Sorts before every instant."""


class Edit(NamedTuple, Generic[T]):
    """A change of what was expected, as the journal kept it: when, and what it was before.

    `by_file`: the change was the import of a history, whose own dates say since when.
    """

    at: str
    before: T | None
    by_file: bool


def expected_close_in(connection: Connection, start: str, end: str) -> dict[int, FirstAndLast[str]]:
    """Return the dates of each lead edited since the start (an instant) or with a history."""
    return _in_time(connection, start, end, _DATES)


def values_in(connection: Connection, start: str, end: str) -> dict[int, FirstAndLast[int]]:
    """Return the values of each lead edited since the start (an instant) or with a history."""
    return _in_time(connection, start, end, _VALUES)


def _in_time(connection: Connection, start: str, end: str, column: str) -> dict[int, Any]:
    sql = {name: text.replace("{column}", column) for name, text in _SQL.items()}
    edits: dict[int, list[Any]] = {}
    since = {"from_instant": start, "imported": HISTORIES_IMPORTED}
    for lead, *edit in connection.execute(sql["edits"], since):
        edits.setdefault(lead, []).append(Edit(*edit))
    histories: dict[int, list[Any]] = {}
    for lead, at, expected in connection.execute(sql["histories"], {"to_instant": end}):
        histories.setdefault(lead, []).append((at, expected))
    ids = json.dumps(sorted(edits.keys() | histories.keys()))
    return {
        lead: first_and_last(
            entries(recorded, now, edits.get(lead, []), histories.get(lead, [])), start, end
        )
        for lead, recorded, now in connection.execute(sql["current"], {"ids": ids})
    }


def entries(
    recorded: str, now: T | None, edits: list[Edit[T]], history: list[Entry[T]]
) -> list[Entry[T]]:
    """Return everything that was expected of one lead, the earliest first.

    `edits` are in their order, `now` is what is expected at present, `history` comes from files.
    What a lead was recorded with is as old as can be, unless a file knows its history.
    """
    dates = [*(edit.before for edit in edits), now]
    first: list[Entry[T]] = []
    if dates[0] is not None or not history:
        first.append((recorded if history else _ALWAYS, dates[0]))
    later: list[Entry[T]] = [
        (edit.at, after)
        for edit, (before, after) in zip(edits, pairwise(dates), strict=True)
        if before != after and not edit.by_file
    ]
    found: list[Entry[T]] = [*first, *later, *history]
    return sorted(found, key=itemgetter(0))


def first_and_last(entries: list[Entry[T]], start: str, end: str) -> FirstAndLast[T]:
    """Return what was expected at the start, or else first in the time; and at its end."""
    before = [day for at, day in entries if at < start]
    within = [day for at, day in entries if start <= at < end]
    opening = before[-1] if before else None
    first = (
        opening if opening is not None else next((day for day in within if day is not None), None)
    )
    return first, (within[-1] if within else opening)
