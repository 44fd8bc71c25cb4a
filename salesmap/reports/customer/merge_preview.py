"""Two records side by side, before `dup merge` makes them one."""

from collections.abc import Mapping

from salesmap.core.i18n import glossed, label
from salesmap.core.table import Table, columns
from salesmap.domain.fields import PLAIN
from salesmap.reports.customer.duplicates import KINDS
from salesmap.reports.errors import RecordNotFoundError, RecordReferenceError, SameRecordError
from salesmap.reports.query.references import lead_id
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_COUNTS = ("contacts", "leads", "interactions", "followups")
"""What hangs on a record: both records' are kept, so there is nothing to choose."""

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
    Raises SameRecordError, RecordNotFoundError.
    """
    if a == b:
        raise SameRecordError(kind, a)
    first, second = _record(connection, kind, a), _record(connection, kind, b)
    rows = []
    for field in first:
        takes_b = choices.get(field) == "b" or (first[field] is None and choices.get(field) != "a")
        is_fixed = field in ("id", *_COUNTS)
        value = second[field] if takes_b and not is_fixed else first[field]
        rows.append((field, first[field], second[field], value, glossed([field], label)))
    return Table(columns("field:text:field_words a b kept"), rows, words=("field_words",))


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
