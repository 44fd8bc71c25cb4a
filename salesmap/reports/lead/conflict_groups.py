"""Open leads of different owners that are known by the same company, phone or e-mail.

They are grouped by the ids of customers and contacts, and only those whose keys are alike are
joined: texts would have to be fetched for every lead, and after an import everybody waits for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_DETAILS = ("phone", "email")
_AT_ONCE = 500

_Groups = dict[int, list[Any]]
"""By the id of what they share: the leads, behind their owner; None for several owners."""


class _Owners(dict[str | None, str]):
    """The key of each owner: the database makes it once an owner, and not once a lead."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, owner: str | None) -> str:
        (key,) = self._connection.execute(_SQL["owner_key"], {"owner": owner}).fetchone()
        self[owner] = str(key)
        return self[owner]


def leads_alike(connection: Connection) -> Iterator[tuple[str, list[int]]]:
    """Yield (what is shared, leads) wherever leads of different owners share something."""
    owners = _Owners(connection)
    for leads in _of_companies(connection, owners):
        yield "company", leads
    of_contacts: _Groups = {}
    foreign = set()
    for contact, lead, owner, is_foreign in connection.execute(_SQL["by_contact"]):
        _add(of_contacts, contact, lead, owners[owner])
        if is_foreign:
            foreign.add(contact)
    for what in _DETAILS:
        for leads in _of_details(connection, what, of_contacts, foreign, owners):
            yield what, leads


def grouped(rows: Iterable[tuple[str, int, str]]) -> Iterator[list[int]]:
    """Yield the leads of several owners that have the same key, of (key, lead, owner)."""
    groups: dict[str, list[Any]] = {}
    for key, lead, owner in rows:
        _add(groups, key, lead, owner)
    yield from _of_several_owners(groups)


def _of_companies(connection: Connection, owners: _Owners) -> Iterator[list[int]]:
    same = dict(connection.execute(_SQL["same_company"]).fetchall())
    groups: dict[int | None, list[Any]] = {}
    for customer, lead, owner in connection.execute(_SQL["by_customer"]):
        _add(groups, same.get(customer, customer), lead, owners[owner])
    groups.pop(None, None)
    for (customer,) in connection.execute(_SQL["without_company"]):
        groups.pop(customer, None)
    return _of_several_owners(groups)


def _of_details(
    connection: Connection,
    what: str,
    of_contacts: Mapping[int, list[Any]],
    foreign: Set[int],
    owners: _Owners,
) -> Iterator[list[int]]:
    """Yield the leads of several owners with the same phone or e-mail.

    Of a contact's colleagues only those matter whom another contact or another customer's lead
    (`foreign`) is alike: their groups are joined anew. So are those of further numbers, which are
    known by the first contact that prefers them, else by themselves.
    """
    same, first_with = dict[int, int](), dict[str, int]()
    for contact, first, value in connection.execute(_detail("same_detail", what)):
        same[contact] = first_with[value] = first
    joined_anew = foreign | same.keys()
    rows = connection.execute(_detail("with_detail", what))
    known = {id for (id,) in rows if id in joined_anew or of_contacts.get(id, [""])[0] is None}
    yield from _of_several_owners(
        {id: of_contacts[id] for id in known - joined_anew if id in of_contacts}
    )
    groups: dict[int | str, list[Any]] = {}
    for id in known & joined_anew:
        if id in of_contacts:
            _join(groups, same.get(id, id), of_contacts[id])
    for contact, lead, owner in _of_colleagues(connection, known & joined_anew):
        _add(groups, same.get(contact, contact), lead, owners[owner])
    for value, lead, owner in connection.execute(_detail("with_further", what)):
        _add(groups, first_with.get(value, value), lead, owners[owner])
    yield from _of_several_owners(groups)


def _of_colleagues(
    connection: Connection, contacts: Set[int]
) -> Iterator[tuple[int, int, str | None]]:
    """Yield (contact, lead, owner) of the leads of the customers of contacts."""
    ids = sorted(contacts)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        sql = _SQL["of_colleagues"].replace("{ids}", ", ".join("?" * len(part)))
        yield from connection.execute(sql, part)


def further_numbers_of(what: str) -> str:
    """Return the statement of the further phones or e-mails of contacts."""
    return _SQL["further"].replace("{what}", what)


def _detail(name: str, what: str) -> str:
    return _SQL[name].replace("{further}", further_numbers_of(what)).replace("{what}", what)


def _add(groups: dict[Any, list[Any]], key: Any, lead: int, owner: str) -> None:
    if (alike := groups.get(key)) is None:
        groups[key] = [owner, lead]
        return
    alike.append(lead)
    if alike[0] != owner:
        alike[0] = None


def _join(groups: dict[Any, list[Any]], key: int, others: list[Any]) -> None:
    alike = groups.get(key)
    if alike is None:
        groups[key] = list(others)
        return
    alike += others[1:]
    if alike[0] != others[0]:
        alike[0] = None


def _of_several_owners(groups: Mapping[Any, list[Any]]) -> Iterator[list[int]]:
    return (alike[1:] for alike in groups.values() if alike[0] is None)
