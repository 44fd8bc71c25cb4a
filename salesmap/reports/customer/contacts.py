"""Lists of contacts, as rows and as vCards."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.folding import fold, phone_endings
from salesmap.core.table import Table, columns
from salesmap.reports.query.like import escape_like, phones_of, with_words
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import names_in_order
from salesmap.store.statements import statements

COLUMNS = columns(
    "id:int name customer phone:phone email wechat title external_id fields:object leads:int"
)
_DEFAULT_COLUMNS = ("id", "name", "customer", "phone", "email", "title", "leads")
_LEADS = columns("id:int name stage:key:stage_words status:word value:money currency owner role")
_OF_LEADS = """EXISTS (SELECT 1 FROM lead l
  WHERE l.status <> 'dropped' AND (l.contact_id = k.id
    OR EXISTS (SELECT 1 FROM lead_contact d WHERE d.lead_id = l.id AND d.contact_id = k.id))
  {condition})"""
_SEARCHED = ("k.name_key", "c.name_key", "k.phone", "k.phone_key", "k.email_key", "k.wechat")


def find(
    connection: Connection,
    search: str | None = None,
    customers: Sequence[str] = (),
    scope: LeadScope = EVERYTHING,
) -> Table:
    """Return the contacts by name, of any lead in scope; of none, too, if the scope is everything.

    With `search`, those with it in name, company or address; with `customers`, those of one with
    every word of one of these texts in its name.
    """
    rows = _rows(connection, search, customers, scope)
    return Table(COLUMNS, [row[:-1] for row in rows], _DEFAULT_COLUMNS)


class ContactDetail(NamedTuple):
    """A contact with the leads it is the contact of."""

    contact: Table
    leads: Table

    def other_fields(self) -> dict[str, str]:
        """Return further phones and emails, and the other fields of an address card."""
        fields: dict[str, str] = self.contact.dicts()[0]["fields"]
        return fields

    def as_dict(self) -> dict[str, Any]:
        """Return the parts as `contact show --format json` has them."""
        contact = self.contact.dicts()[0]
        for kind in ("phone", "email"):
            more = [
                text
                for key, text in contact["fields"].items()
                if key == kind or key.startswith(f"{kind} ")
            ]
            contact[f"{kind}s"] = [*([contact[kind]] if contact[kind] else []), *more]
        return {**contact, "leads": self.leads.dicts()}


def one(connection: Connection, contact_id: int) -> Table:
    """Return one contact as a table of one row."""
    sql = _contacts(connection, "AND k.id = :id")
    rows = connection.execute(sql, {"id": contact_id}).fetchall()
    return Table(COLUMNS, [row[:-1] for row in rows], _DEFAULT_COLUMNS)


def detail(connection: Connection, contact_id: int, lang: str) -> ContactDetail:
    """Return a contact with its leads."""
    parameters = {"id": contact_id, "lang": lang}
    rows = connection.execute(statements(__file__)["leads"], parameters).fetchall()
    leads = Table(_LEADS, rows, words=("stage_words",))
    return ContactDetail(one(connection, contact_id), leads)


def cards(
    connection: Connection,
    search: str | None = None,
    customers: Sequence[str] = (),
    scope: LeadScope = EVERYTHING,
) -> list[tuple[Any, ...]]:
    """Return the contacts for vCards, narrowed as by `find`.

    Each is (id, name, customer, phone, e-mail, WeChat, title, external id, custom fields). The
    phone is E.164 where it could be read; a contact without a name is called by what is known.
    """
    cards = []
    for row in _rows(connection, search, customers, scope):
        id, name, customer, phone, email, wechat, title, external_id, fields, _leads, phone_key = (
            row
        )
        number = phone_key if phone_key and phone_key.startswith("+") else phone
        card_name = name or customer or email or phone or wechat or ""
        cards.append(
            (id, card_name, customer, number, email, wechat, title, external_id, json.loads(fields))
        )
    return cards


def _rows(
    connection: Connection, search: str | None, customers: Sequence[str], scope: LeadScope
) -> list[tuple[Any, ...]]:
    named, of_names = with_words("c.name_key", customers, "customer")
    conditions = [named]
    parameters = {"pattern": f"%{escape_like(fold(search or ''))}%"}
    if search:
        tests = [f"{column} LIKE :pattern ESCAPE '\\'" for column in _SEARCHED]
        for number, ending in enumerate(phone_endings(search)):
            tests.append(f"{phones_of('k.')} LIKE :digits{number}")
            parameters[f"digits{number}"] = f"%{ending}%"
        conditions.append(f"({' OR '.join(tests)})")
    if of_leads := scope.condition():
        conditions.append(_OF_LEADS.format(condition=of_leads))
    return connection.execute(
        _contacts(connection, "".join(f" AND {each}" for each in conditions)),
        {**parameters, **of_names, **scope.parameters()},
    ).fetchall()


def _contacts(connection: Connection, condition: str) -> str:
    in_order = names_in_order(connection, "k.name_key")
    sql = statements(__file__)["contacts"].replace("{condition}", condition)
    return sql.replace("{in_order}", in_order)
