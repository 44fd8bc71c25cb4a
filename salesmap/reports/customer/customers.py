"""Lists of customers with the figures of their leads.

A purchase is a won lead; several on one day are one. Won amounts of several currencies are not
added: without rates, `value_won` and `currency` are empty then.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import key_of
from salesmap.core.table import Column, RowStream, Table
from salesmap.domain.customer.fields import FIELD_KEYS, FIELDS
from salesmap.reports.customer.conditions import CustomerFields, CustomerWhere, known_field
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import names_in_order
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = tuple(Column(field.key, field.kind) for field in FIELDS)
DEFAULT_COLUMNS = (
    "id",
    "name",
    "tier",
    "owner",
    "leads_open",
    "leads_won",
    "value_won",
    "last_purchase",
    "next_due",
)
_FIRST_CHINESE = "\u2e80"
"""What stands before is sorted by its characters, what stands behind may be by pinyin."""
_FEW = 50_000
_LAST = "\U0010ffff"


class Page(NamedTuple):
    """The customers of a list up to its limit, and how many there are in all."""

    rows: Table
    total: int


def find(
    fields: CustomerFields,
    where: CustomerWhere,
    wanted: Sequence[str] = FIELD_KEYS,
    sort: str | None = None,
    limit: int = 0,
) -> Page:
    """Return the customers that pass a condition, by name unless sorted by a field.

    Only the `wanted` fields are worked out, the others are empty. `sort` may be `-field` for
    descending; limit 0 means all, read while the connection is open. Raises UnknownFieldError.
    """
    connection = fields.connection
    order = _order(fields, sort)
    parameters = {**where.parameters, **fields.parameters}
    joins = fields.joins
    if not limit:
        query = _statement(fields, wanted, where.sql, order, few=False)
        parameters |= fields.parameters  # of what the shown fields asked for
        count = f"SELECT count(*) FROM customer c {joins} WHERE {where.sql}"
        (total,) = connection.execute(count, parameters).fetchone()
        stream = RowStream(lambda: iter(connection.execute(query, parameters)), total)
        return Page(_table(stream), total)
    ranks_all = bool(joins)  # then all that pass are found at once: counting is as much work again
    is_by_name = not sort and not ranks_all
    first = _first_names(connection, where, limit, parameters) if is_by_name else ""
    chosen = f"SELECT c.id FROM customer c {joins} WHERE {where.sql}{first} ORDER BY {order}"
    if not ranks_all:
        chosen += f" LIMIT {int(limit)}"
    ids = [id for (id,) in connection.execute(chosen, parameters)]
    total = len(ids)
    if total == limit and not ranks_all:
        count = f"SELECT count(*) FROM customer c WHERE {where.sql}"
        (total,) = connection.execute(count, parameters).fetchone()
    ids = ids[:limit]
    return Page(some(fields, ids, wanted), total)


def some(fields: CustomerFields, ids: Sequence[int], wanted: Sequence[str] = FIELD_KEYS) -> Table:
    """Return customers by their ids, in this order."""
    condition = "c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))"
    query = _statement(fields, wanted, condition, "c.id", few=True)
    parameters = {"ids": json.dumps(list(ids)), **fields.parameters}
    by_id = {row[0]: row for row in fields.connection.execute(query, parameters)}
    return _table([by_id[id] for id in ids if id in by_id])


def ids(fields: CustomerFields, where: CustomerWhere) -> list[int]:
    """Return the ids of the customers that pass a condition, ascending."""
    query = f"SELECT c.id FROM customer c {where.joins} WHERE {where.sql} ORDER BY c.id"
    return [id for (id,) in fields.connection.execute(query, where.parameters)]


def one(fields: CustomerFields, customer_id: int, wanted: Sequence[str] = FIELD_KEYS) -> Table:
    """Return one customer as a table of one row."""
    return some(fields, [customer_id], wanted)


def wanted_fields(fields: str | None) -> list[str]:
    """Return the fields of customers that `--fields` lists; words that are none are left out."""
    words = (fields or "").split(",")
    return [key for word in words if (key := key_of(word.strip(), FIELD_KEYS)) in FIELD_KEYS]


def tier_of(connection: Connection, customer_id: int) -> str | None:
    """Return the tier of a customer."""
    row = connection.execute(_SQL["tier"], {"id": customer_id}).fetchone()
    return row[0] if row else None


def are_few(connection: Connection) -> bool:
    """Return whether the leads are so few that a look at all of them is not felt."""
    (last,) = connection.execute(_SQL["last_lead"]).fetchone()
    return (last or 0) <= _FEW


def _order(fields: CustomerFields, sort: str | None) -> str:
    if not sort:
        return f"{names_in_order(fields.connection, 'c.name_key')}, c.id"
    direction = " DESC" if sort.startswith("-") else ""
    field = known_field(sort.removeprefix("-"))
    expression = field.folded or fields.sql(field)
    if field.key == "name":
        expression = names_in_order(fields.connection, expression)
    return f"{expression}{direction} NULLS LAST, c.id{direction}"


def _first_names(
    connection: Connection, where: CustomerWhere, limit: int, parameters: dict[str, Any]
) -> str:
    """Return `AND …` for the first customers by name, as many as the limit and few more.

    Names are in order by the index up to their first Chinese character.
    """
    query = (
        f"SELECT c.name_key FROM customer c {where.joins} WHERE {where.sql} "
        f"ORDER BY c.name_key LIMIT 1 OFFSET {limit - 1}"
    )
    row = connection.execute(query, where.parameters).fetchone()
    if row is None:
        return ""
    chinese = next((index for index, each in enumerate(row[0]) if each >= _FIRST_CHINESE), None)
    beginning = row[0][:chinese] if chinese is not None else row[0]
    if not beginning:
        return ""
    parameters["last_name"] = beginning + _LAST
    return " AND c.name_key <= :last_name"


def _statement(
    fields: CustomerFields, wanted: Sequence[str], condition: str, order: str, *, few: bool
) -> str:
    shown = (
        fields.shown(field, few=few) if field.key in ("id", *wanted) else "NULL" for field in FIELDS
    )
    selected = ", ".join(f"{sql} AS {field.key}" for field, sql in zip(FIELDS, shown, strict=True))
    return f"SELECT {selected} FROM customer c {fields.joins} WHERE {condition} ORDER BY {order}"


def _table(values: Sequence[tuple[Any, ...]]) -> Table:
    return Table(COLUMNS, values, DEFAULT_COLUMNS)
