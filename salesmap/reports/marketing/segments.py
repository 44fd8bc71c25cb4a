"""Segments of customers: the list, the customers of one, the people there."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.folding import fold
from salesmap.core.table import Table, columns
from salesmap.reports.customer import customers
from salesmap.reports.customer.conditions import CustomerFields, CustomerWhere, customer_where
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("id:int name filters:list:filter_words customers:int actor saved_at:instant")
PEOPLE = columns(
    "customer_id:int customer contact_id:int contact title phone:phone email wechat address tier"
)


class Segment(NamedTuple):
    """A saved filter on customers."""

    id: int
    name: str
    filters: Sequence[str]
    actor: str
    saved_at: str


def segments(connection: Connection) -> list[Segment]:
    """Return the segments by name."""
    return [
        Segment(id, name, json.loads(filters), actor, at)
        for id, name, filters, actor, at in connection.execute(_SQL["segments"])
    ]


def segment_named(connection: Connection, name: str) -> Segment | None:
    """Return the segment of this name, or of this id; None for none."""
    known = segments(connection)
    by_name = {fold(each.name): each for each in known}
    by_id = {str(each.id): each for each in known}
    return by_name.get(fold(name)) or by_id.get(name.strip())


def listed(fields: CustomerFields, user: str) -> Table:
    """Return the segments with the number of their customers."""
    rows = []
    for each in segments(fields.connection):
        sheet = CustomerFields(fields.connection, fields.clock, fields.currency)
        count = len(customers.ids(sheet, customer_where(sheet, each.filters, user)))
        rows.append(_row(each, count))
    return Table(COLUMNS, rows, words=("filter_words",))


def one(connection: Connection, segment_id: int, count: int) -> Table:
    """Return one segment, with the number of its customers, as a table of one row."""
    found = [each for each in segments(connection) if each.id == segment_id]
    return Table(COLUMNS, [_row(each, count) for each in found], words=("filter_words",))


def _row(segment: Segment, count: int) -> tuple[Any, ...]:
    return (
        segment.id,
        segment.name,
        json.dumps(list(segment.filters), ensure_ascii=False),
        count,
        segment.actor,
        segment.saved_at,
        " ".join(segment.filters),
    )


def where(fields: CustomerFields, segment: Segment, user: str) -> CustomerWhere:
    """Return the condition of a segment. Raises what `customer_where` raises."""
    return customer_where(fields, segment.filters, user)


def names(connection: Connection, ids: Sequence[int], which: str = "names") -> list[str]:
    """Return the names of customers: all, or those `without_lead` or `with_open_lead`."""
    rows = connection.execute(_SQL[which], {"ids": json.dumps(list(ids))})
    return [name for (name,) in rows]


def people(connection: Connection, ids: Sequence[int]) -> Table:
    """Return the contacts of customers, and the customer alone where nobody is known there."""
    return Table(PEOPLE, [row[:10] for row in _people(connection, ids)])


def owners(connection: Connection, ids: Sequence[int]) -> list[str | None]:
    """Return who looks after the leads of customers."""
    rows = connection.execute(_SQL["owners"], {"ids": json.dumps(list(ids))})
    return [owner for (owner,) in rows]


def cards(connection: Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return the contacts of customers for vCards, as `contacts.cards` does."""
    found = []
    for _id, customer, contact_id, name, title, phone, email, wechat, *rest in _people(
        connection, ids
    ):
        _address, _tier, external_id, fields, phone_key = rest
        if contact_id is None:
            continue
        number = phone_key if phone_key and phone_key.startswith("+") else phone
        called = name or customer or email or phone or wechat or ""
        found.append(
            (
                contact_id,
                called,
                customer,
                number,
                email,
                wechat,
                title,
                external_id,
                json.loads(fields),
            )
        )
    return found


def _people(connection: Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    return connection.execute(_SQL["people"], {"ids": json.dumps(list(ids))}).fetchall()
