"""Contacts and open leads that share a phone or an email which for one of them is a further one."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmap.domain.customer.numbers import NUMBERS
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_KEYS = {"phone": "phone_key", "email": "email_key"}


class Sharers(NamedTuple):
    """Records that share a phone or an email: (id, what else is known of it), by id."""

    kind: str
    records: list[tuple[int, Any]]


def sharing_contacts(connection: Connection) -> Iterator[Sharers]:
    """Yield the contacts that share a number, with their folded names."""
    for kind in NUMBERS:
        holders = _holders(connection, kind)
        sql = _SQL["preferred"].replace("{column}", _KEYS[kind])
        keys = json.dumps(list(holders))
        for key, id, name in connection.execute(sql, {"keys": keys}) if holders else ():
            holders[key][id] = name
        for found in holders.values():
            if len(found) > 1:
                yield Sharers(kind, sorted(found.items(), key=lambda record: record[0]))


def sharing_leads(connection: Connection) -> Iterator[Sharers]:
    """Yield the open leads whose contacts share a number, and whether a system keeps each apart."""
    for sharers in sharing_contacts(connection):
        ids = json.dumps([id for id, _name in sharers.records])
        leads = connection.execute(_SQL["leads"], {"ids": ids}).fetchall()
        if len(leads) > 1:
            yield Sharers(sharers.kind, leads)


def _holders(connection: Connection, kind: str) -> dict[str, dict[int, str | None]]:
    """Return the contacts that have a number as a further one, by its key: names by id."""
    holders: dict[str, dict[int, str | None]] = defaultdict(dict)
    for id, name, keys in connection.execute(_SQL["further"]):
        for held in json.loads(keys):
            what, _space, key = held.partition(" ")
            if what == kind:
                holders[key][id] = name
    return holders
