"""What histories tell of when leads were expected to close, and for how much: kept by its dates, and the leads brought up to it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from salesmap.domain.records import Expectation
from salesmap.store.journal.bulk import insert
from salesmap.store.journal.last_set import TOLD, said_at
from salesmap.store.unit_of_work import UnitOfWork


class StatedExpectation(NamedTuple):
    """What a lead was expected to do, from an instant on: close on a day, for an amount in hundredths. Empty: it is not told."""

    expected_close: str | None = None
    value_cents: int | None = None

    def over(self, earlier: "StatedExpectation") -> "StatedExpectation":
        """The same, and what only the earlier word tells."""
        return StatedExpectation(
            earlier.expected_close if self.expected_close is None else self.expected_close,
            earlier.value_cents if self.value_cents is None else self.value_cents,
        )


Words = Mapping[str, StatedExpectation]
"""What is told of one lead, by the instant (as stored) from which on it is so."""


class NotedExpectations(NamedTuple):
    """(lead, instant) of what was new, and of what the book had told otherwise."""

    fresh: set[tuple[int, str]]
    mended: set[tuple[int, str]]


def words_of(rows: Iterable[tuple[str, str | None, int | None]]) -> dict[str, StatedExpectation]:
    """The words of one lead out of (at, expected close, value) in the order of a file; of several at one instant the last counts."""
    words: dict[str, StatedExpectation] = {}
    for at, expected_close, value_cents in rows:
        word = StatedExpectation(expected_close, value_cents)
        if word != StatedExpectation():
            words[at] = word.over(words.get(at, StatedExpectation()))
    return words


def note_expectations(change: UnitOfWork, told: Mapping[int, Words]) -> NotedExpectations:
    """Keep what is told of some leads. A lead is brought up to the last word, where the book itself has said nothing later."""
    ids = [lead_id for lead_id, words in told.items() if words]
    noted = NotedExpectations(set(), set())
    if not ids:
        return noted
    known = _known(change, ids)
    new = []
    for lead_id in ids:
        for at, word in told[lead_id].items():
            place = lead_id, at
            if place not in known:
                noted.fresh.add(place)
                new.append((*place, *word, change.now))
            elif (mended := word.over(known[place])) != known[place]:
                noted.mended.add(place)
                change.sql(
                    "UPDATE expectation SET expected_close = ?, value_cents = ? WHERE lead_id = ? AND at = ?",
                    *mended,
                    *place,
                )
    insert(change, Expectation, ("lead_id", "at", *TOLD, "recorded_at"), new)
    if noted.fresh or noted.mended:
        _bring_up(change, ids)
    return noted


def _known(change: UnitOfWork, ids: list[int]) -> dict[tuple[int, str], StatedExpectation]:
    places = ", ".join("?" * len(ids))
    rows = change.sql(
        f"SELECT lead_id, at, {', '.join(TOLD)} FROM expectation WHERE lead_id IN ({places})", *ids
    )
    return {(lead_id, at): StatedExpectation(*told) for lead_id, at, *told in rows}


def _bring_up(change: UnitOfWork, ids: list[int]) -> None:
    """Give leads what was told of them last."""
    places = ", ".join("?" * len(ids))
    for field in TOLD:
        last = f"FROM expectation e WHERE e.lead_id = l.id AND e.{field} IS NOT NULL ORDER BY e.at DESC LIMIT 1"
        late = change.sql(
            f"SELECT id, told FROM (SELECT l.id, l.{field} AS held, (SELECT e.{field} {last}) AS told, (SELECT e.at {last}) AS at,"
            f" {said_at(field)} AS said FROM lead l WHERE l.id IN ({places}))"
            " WHERE told IS NOT held AND at > said",
            *ids,
        )
        for id, told in late:
            change.sql(
                f"UPDATE lead SET {field} = ?, version = version + 1, updated_at = ? WHERE id = ?",
                told,
                change.now,
                id,
            )
