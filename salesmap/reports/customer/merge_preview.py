"""Two records beside each other, before they become one."""

import sqlite3
from collections.abc import Mapping

from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _, glossed, label
from salesmap.core.table import Table, columns
from salesmap.reports.customer.duplicates import KINDS
from salesmap.reports.query.references import lead_id
from salesmap.reports.query.statements import statements


def record_named(connection: sqlite3.Connection, reference: str) -> tuple[str, int]:
    """(kind, id) of `customer:12`, `contact:7`, `lead:5`, or a lead as it is named everywhere. Raises NotFoundError, RuleViolation."""
    kind, colon, rest = reference.partition(":")
    if not colon or kind not in KINDS:
        return "lead", lead_id(connection, reference)
    if kind == "lead":
        return kind, lead_id(connection, rest)
    if not (rest.isascii() and rest.isdigit() and len(rest) < 19):
        raise UsageError(
            _(
                "Cannot read {reference!r}: write it as in 'salesmap dup list', such as "
                "customer:12."
            ).format(reference=reference)
        )
    side(connection, kind, int(rest))
    return kind, int(rest)


def sides(
    connection: sqlite3.Connection, kind: str, a: int, b: int, kept: Mapping[str, str]
) -> Table:
    """Each field of both records, and whose value is kept: the first one's, where it has one, unless `kept` says `b`."""
    if a == b:
        raise RuleViolation(
            _("{kind}:{id} is given twice: name two different records.").format(kind=kind, id=a)
        )
    one, other = side(connection, kind, a), side(connection, kind, b)
    rows = []
    for field in one:
        keeps_b = kept.get(field) == "b" or (one[field] is None and kept.get(field) != "a")
        kept_value = other[field] if keeps_b and field not in ("id", *_COUNTS) else one[field]
        rows.append((field, one[field], other[field], kept_value, glossed([field], label)))
    return Table(columns("field:text:field_words a b kept"), rows, words=("field_words",))


_COUNTS = ("contacts", "leads", "interactions", "followups")


def side(connection: sqlite3.Connection, kind: str, id: int) -> dict[str, str | None]:
    """The fields of a record as texts. Raises NotFoundError."""
    cursor = connection.execute(statements("customer/duplicates")[f"side_of_{kind}"], {"id": id})
    row = cursor.fetchone()
    if row is None:
        raise NotFoundError(
            _("{kind}:{id} not found: see 'salesmap dup list'.").format(kind=kind, id=id)
        )
    return {
        column[0]: None if value is None else str(value)
        for column, value in zip(cursor.description, row, strict=True)
    }
