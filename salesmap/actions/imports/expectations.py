"""Imported expectations: when leads were to close, and for how much, by the dates of a file."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from salesmap.domain.records import Expectation
from salesmap.store.engine.bulk import insert
from salesmap.store.journal.last_set import EXPECTED_FIELDS, last_set_at
from salesmap.store.unit_of_work import UnitOfWork


class ExpectedOutcome(NamedTuple):
    """The expected close date and value (hundredths) of a lead; None where the file has none."""

    expected_close: str | None = None
    value_cents: int | None = None

    def over(self, earlier: "ExpectedOutcome") -> "ExpectedOutcome":
        """Return the same, with what only the earlier one has."""
        return ExpectedOutcome(
            earlier.expected_close if self.expected_close is None else self.expected_close,
            earlier.value_cents if self.value_cents is None else self.value_cents,
        )


Outcomes = Mapping[str, ExpectedOutcome]
"""What is expected of one lead, by the instant (as stored) from which on it is."""


class SavedExpectations(NamedTuple):
    """(lead id, instant) of the expectations that were added, and of those that were changed."""

    added: set[tuple[int, str]]
    changed: set[tuple[int, str]]


_LAST = """
FROM expectation e WHERE e.lead_id = l.id AND e.{field} IS NOT NULL ORDER BY e.at DESC LIMIT 1
"""
_OUTDATED = """
SELECT id, imported FROM (
  SELECT l.id, l.{field} AS current, (SELECT e.{field} {last}) AS imported,
    (SELECT e.at {last}) AS imported_at, {last_set_at} AS set_at
  FROM lead l WHERE l.id IN ({marks})) e
WHERE imported IS NOT current AND imported_at > set_at
"""


def outcomes_of(rows: Iterable[tuple[str, str | None, int | None]]) -> dict[str, ExpectedOutcome]:
    """Return what rows (at, expected close, value) of one lead expect, in the order of the file.

    Of several at one instant, the last counts.
    """
    outcomes: dict[str, ExpectedOutcome] = {}
    for at, expected_close, value_cents in rows:
        outcome = ExpectedOutcome(expected_close, value_cents)
        if outcome != ExpectedOutcome():
            outcomes[at] = outcome.over(outcomes.get(at, ExpectedOutcome()))
    return outcomes


def save_expectations(change: UnitOfWork, imported: Mapping[int, Outcomes]) -> SavedExpectations:
    """Save the expectations of some leads, and set the leads to the last ones.

    A lead that was edited in the database later than that keeps its fields.
    """
    ids = [lead_id for lead_id, outcomes in imported.items() if outcomes]
    saved = SavedExpectations(set(), set())
    if not ids:
        return saved
    existing = _existing(change, ids)
    rows = []
    for lead_id in ids:
        for at, outcome in imported[lead_id].items():
            key = lead_id, at
            if key not in existing:
                saved.added.add(key)
                rows.append((*key, *outcome, change.now))
            elif (merged := outcome.over(existing[key])) != existing[key]:
                saved.changed.add(key)
                change.sql(
                    "UPDATE expectation SET expected_close = ?, value_cents = ?"
                    " WHERE lead_id = ? AND at = ?",
                    *merged,
                    *key,
                )
    insert(change, Expectation, ("lead_id", "at", *EXPECTED_FIELDS, "recorded_at"), rows)
    if saved.added or saved.changed:
        _update_leads(change, ids)
    return saved


def _existing(change: UnitOfWork, ids: list[int]) -> dict[tuple[int, str], ExpectedOutcome]:
    fields, marks = ", ".join(EXPECTED_FIELDS), ", ".join("?" * len(ids))
    rows = change.sql(
        f"SELECT lead_id, at, {fields} FROM expectation WHERE lead_id IN ({marks})", *ids
    )
    return {(lead_id, at): ExpectedOutcome(*outcome) for lead_id, at, *outcome in rows}


def _update_leads(change: UnitOfWork, ids: list[int]) -> None:
    """Set the fields of leads that were last set before the last imported expectation."""
    for field in EXPECTED_FIELDS:
        statement = _OUTDATED.format(
            field=field,
            last=_LAST.format(field=field),
            last_set_at=last_set_at(field),
            marks=", ".join("?" * len(ids)),
        )
        for id, value in change.sql(statement, *ids):
            change.sql(
                f"UPDATE lead SET {field} = ?, version = version + 1, updated_at = ? WHERE id = ?",
                value,
                change.now,
                id,
            )
