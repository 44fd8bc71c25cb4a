"""Lists of contacts, as rows and as vCards."""

import json
from typing import Any

from salesmap.core.folding import fold
from salesmap.core.statements import statements
from salesmap.core.table import Table, columns
from salesmap.reports.query.like import escape_like
from salesmap.store.connection import Connection

COLUMNS = columns(
    "id:int name customer phone:phone email wechat title external_id fields:object leads:int"
)
_DEFAULT_COLUMNS = ("id", "name", "customer", "phone", "email", "title", "leads")
_SEARCHED = ("k.name_key", "c.name_key", "k.phone", "k.phone_key", "k.email_key", "k.wechat")


def find(connection: Connection, search: str | None = None) -> Table:
    """Return the contacts by name; with `search`, those with it in name, company or address."""
    return Table(COLUMNS, [row[:-1] for row in _rows(connection, search)], _DEFAULT_COLUMNS)


def cards(connection: Connection, search: str | None = None) -> list[tuple[Any, ...]]:
    """Return the contacts for vCards.

    Each is (id, name, customer, phone, e-mail, WeChat, title, external id, custom fields). The
    phone is E.164 where it could be read; a contact without a name is called by what is known.
    """
    cards = []
    for row in _rows(connection, search):
        id, name, customer, phone, email, wechat, title, external_id, fields, _leads, phone_key = (
            row
        )
        number = phone_key if phone_key and phone_key.startswith("+") else phone
        card_name = name or customer or email or phone or wechat or ""
        cards.append(
            (id, card_name, customer, number, email, wechat, title, external_id, json.loads(fields))
        )
    return cards


def _rows(connection: Connection, search: str | None) -> list[tuple[Any, ...]]:
    condition = ""
    if search:
        tests = (f"{column} LIKE :pattern ESCAPE '\\'" for column in _SEARCHED)
        condition = f"AND ({' OR '.join(tests)})"
    return connection.execute(
        statements(__file__)["contacts"].replace("{condition}", condition),
        {"pattern": f"%{escape_like(fold(search or ''))}%"},
    ).fetchall()
