"""When leads were expected to close, at both ends of a time, by what was said last before: in a file of histories, by its own dates, or
in the book, by when it was written there."""

import json
import sqlite3
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from salesmap.reports.query.statements import statements
from salesmap.store.journal.last_set import HISTORIES_IMPORTED

Word = tuple[str, str | None]
"""From an instant on, the day on which a lead was expected to close (None: no day any more)."""

Expected = tuple[str | None, str | None]
"""The day on which a lead was expected to close at the start of a time (or that was the first to be told in it), and at its end."""

_ALWAYS = ""
"""Before every instant."""


class Edit(NamedTuple):
    """Until an instant a lead was expected to close on a day, as the journal kept it. `by_file`: a file of histories made an end of
    that; it tells by its own dates since when."""

    at: str
    before: str | None
    by_file: bool


def expected_in(connection: sqlite3.Connection, start: str, end: str) -> dict[int, Expected]:
    """What was expected of each lead that was edited since the start of a time (two instants), or that files tell of."""
    bounds = {"from_instant": start, "to_instant": end, "imported": HISTORIES_IMPORTED}
    edits: dict[int, list[Edit]] = {}
    for lead, *edit in _ask(connection, "edited", bounds):
        edits.setdefault(lead, []).append(Edit(*edit))
    told: dict[int, list[Word]] = {}
    for lead, *word in _ask(connection, "told", bounds):
        told.setdefault(lead, []).append(tuple(word))
    found = {}
    for lead, recorded, now in _ask(
        connection, "held", {"ids": json.dumps(sorted(edits.keys() | told.keys()))}
    ):
        found[lead] = first_and_last(
            words(recorded, now, edits.get(lead, []), told.get(lead, [])), start, end
        )
    return found


def words(recorded: str, now: str | None, edits: list[Edit], told: list[Word]) -> list[Word]:
    """All that was said of one lead, the earliest first: `edits` in their order, what they left `now`, and what files told. What a
    lead came into the book with is as old as it may be, unless files tell of it."""
    states = [*(edit.before for edit in edits), now]
    said: list[Word] = [(recorded if told else _ALWAYS, states[0])] if states[0] or not told else []
    said += [
        (edit.at, after)
        for edit, (before, after) in zip(edits, pairwise(states), strict=True)
        if before != after and not edit.by_file
    ]
    return sorted([*said, *told], key=itemgetter(0))


def first_and_last(said: list[Word], start: str, end: str) -> Expected:
    """What was expected at the start, or else was the first to be told in the time; and what at its end."""
    before = [day for at, day in said if at < start]
    within = [day for at, day in said if start <= at < end]
    opening = before[-1] if before else None
    first = opening or next((day for day in within if day), None)
    return first, (within[-1] if within else opening)


def _ask(
    connection: sqlite3.Connection, name: str, parameters: dict[str, str]
) -> list[tuple[Any, ...]]:
    """The rows of a statement, which is given the parameters that it knows."""
    query = statements("pipeline/pipeline_changes")[name]
    return connection.execute(
        query, {key: value for key, value in parameters.items() if f":{key}" in query}
    ).fetchall()
