"""Two records side by side, before `dup merge` makes them one."""

from collections.abc import Mapping
from typing import NamedTuple

from salesmap.core.i18n import declare_labels, glossed, label
from salesmap.core.table import Table, columns
from salesmap.domain.fields import PLAIN
from salesmap.reports.customer.duplicates import KINDS
from salesmap.reports.errors import RecordNotFoundError, RecordReferenceError, SameRecordError
from salesmap.reports.query.references import lead_id
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_COUNTS = (
    "contacts",
    "leads",
    "interactions",
    "followups",
    "quotes",
    "contracts",
    "tickets",
    "ratings",
    "care_visits",
    "attachments",
    "prices",
    "referrals",
)
"""What hangs on a record: both records' are kept, so there is nothing to choose."""

declare_labels(
    {
        "care_visits": (None, "关怀次数"),
        "attachments": (None, "附件数"),
        "prices": (None, "专属价格数"),
        "referrals": (None, "转介绍线索数"),
    }
)
_PLAIN = ", ".join(field.sql for field in PLAIN)


def record_named(connection: Connection, reference: str) -> tuple[str, int]:
    """Return (kind, id) of `customer:12`, `contact:7`, `lead:5`, or of a lead's reference.

    Raises RecordReferenceError, RecordNotFoundError, and what `lead_id` raises.
    """
    kind, colon, rest = reference.partition(":")
    if not colon or kind not in KINDS:
        return "lead", lead_id(connection, reference)
    if kind == "lead":
        return kind, lead_id(connection, rest)
    if not (rest.isascii() and rest.isdigit() and len(rest) < 19):
        raise RecordReferenceError(reference)
    _record(connection, kind, int(rest))
    return kind, int(rest)


def merge_preview(
    connection: Connection, kind: str, a: int, b: int, choices: Mapping[str, str]
) -> Table:
    """Return each field of both records, and the value that a merge keeps.

    It is that of the first record where there is one, unless `choices` says `b` for the field.
    What neither of two customers has is left out.
    Raises SameRecordError, RecordNotFoundError.
    """
    if a == b:
        raise SameRecordError(kind, a)
    first, second = _record(connection, kind, a), _record(connection, kind, b)
    rows = []
    for field in first:
        takes_b = choices.get(field) == "b" or (first[field] is None and choices.get(field) != "a")
        if kind == "customer" and {first[field], second[field]} <= {None, "0"}:
            continue
        is_fixed = field in ("id", *_COUNTS)
        value = second[field] if takes_b and not is_fixed else first[field]
        if field in _COUNTS:
            value = str(int(first[field] or 0) + int(second[field] or 0))
        rows.append((field, first[field], second[field], value, glossed([field], label)))
    return Table(columns("field:text:field_words a b kept"), rows, words=("field_words",))


class Differences(NamedTuple):
    """What a merge takes from the second record where the first has nothing, and what it drops."""

    filled: list[tuple[str, str]]
    dropped: list[tuple[str, str]]


def differences(preview: Table) -> Differences:
    """Return what a merge fills and drops, as (field, value), from its preview."""
    found = Differences([], [])
    for field, a, b, kept, _words in preview.values:
        if field in ("id", *_COUNTS) or a == b:
            continue
        if a is None and kept == b:
            found.filled.append((field, b))
        elif (lost := b if kept == a else a) is not None:
            found.dropped.append((field, lost))
    return found


def _record(connection: Connection, kind: str, id: int) -> dict[str, str | None]:
    """Return the fields of a record as texts. Raises RecordNotFoundError."""
    statement = statements(__file__)[kind].replace("{plain}", _PLAIN)
    cursor = connection.execute(statement, {"id": id})
    row = cursor.fetchone()
    if row is None:
        raise RecordNotFoundError(kind, id)
    return {
        column[0]: None if value is None else str(value)
        for column, value in zip(cursor.description, row, strict=True)
    }
