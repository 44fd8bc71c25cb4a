"""Lists of contacts, and contacts as cards."""

import json
import sqlite3
from typing import Any

from salesmap.core.folding import fold
from salesmap.core.table import Table, columns
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "id:int name customer phone email wechat title external_id fields:object leads:int"
)
BRIEF = ("id", "name", "customer", "phone", "email", "title", "leads")


def find(connection: sqlite3.Connection, search: str | None = None) -> Table:
    """The contacts, by name; those whose name, company, phone or e-mail has the text if one is sought."""
    return Table(COLUMNS, [row[:-1] for row in _rows(connection, search)], BRIEF)


def cards(connection: sqlite3.Connection, search: str | None = None) -> list[tuple[Any, ...]]:
    """(id, name, customer, phone, e-mail, WeChat, title, external id, fields) of each; a contact without a name goes by what
    is known. The phone is E.164 where it could be read."""
    found = []
    for (
        id,
        name,
        customer,
        phone,
        email,
        wechat,
        title,
        external_id,
        fields,
        _leads,
        phone_key,
    ) in _rows(connection, search):
        dialled = phone_key if phone_key and phone_key.startswith("+") else phone
        called = name or customer or email or phone or wechat or ""
        found.append(
            (id, called, customer, dialled, email, wechat, title, external_id, json.loads(fields))
        )
    return found


def _rows(connection: sqlite3.Connection, search: str | None) -> list[tuple[Any, ...]]:
    condition = ""
    if search:
        condition = (
            "AND ("
            + " OR ".join(f"{column} LIKE :sought ESCAPE '\\'" for column in _SEARCHED)
            + ")"
        )
    escaped = fold(search or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return connection.execute(
        statements(__file__)["sheet"].replace("{condition}", condition),
        {"sought": f"%{escaped}%"},
    ).fetchall()


_SEARCHED = ("k.name_key", "c.name_key", "k.phone", "k.phone_key", "k.email_key", "k.wechat")
