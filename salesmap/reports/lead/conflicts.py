"""Conflicts of owners (撞单): open leads of different owners with the same company, phone or email.

A company is the same whatever its legal form; a lead is known by its own contact and by the others
of its customer. A lead without an owner lies in the pool, which is another owner. Leads that are
shared by a ruling are no conflict.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.reports.lead.conflict_groups import further_numbers_of, grouped, leads_alike
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import sees_all
from salesmap.store.engine.hidden_leads import Known, conflicting, rulings
from salesmap.store.statements import statements

_SQL = statements(__file__)
SHARED = {"company": N_("company"), "phone": N_("phone"), "email": N_("e-mail")}
"""What leads of a conflict may have in common, the strongest first, with the word for it."""

COLUMNS = columns("id:int shared:list:shared_words leads:list owners:list names:list since:day")
SETTLED_COLUMNS = columns(
    "id:int shared:list:shared_words leads:list owners:list names:list since:day outcome:word"
    " owner why:text settled_at:instant settled_by"
)


Sees = Callable[[str | None], bool]
"""Whether the user may see what belongs to an owner."""

_HIDDEN = "…"


class ConflictLead(NamedTuple):
    """A lead of a conflict."""

    id: int
    name: str
    owner: str | None
    customer: str | None
    created_on: str


class Conflict(NamedTuple):
    """Leads of different owners with something in common; its id is that of the earliest lead."""

    id: int
    shared: tuple[str, ...]
    leads: tuple[ConflictLead, ...]

    @property
    def since(self) -> date:
        """The day from which on the earliest lead is there."""
        return min(date.fromisoformat(lead.created_on) for lead in self.leads)


def open_conflicts(connection: Connection) -> list[Conflict]:
    """Return the conflicts that are not settled, the earliest lead first."""
    found = _joined(connection)
    known = _leads(connection, [id for _shared, ids in found for id in ids])
    conflicts = [Conflict(ids[0], shared, tuple(known[id] for id in ids)) for shared, ids in found]
    return sorted(conflicts, key=lambda conflict: conflict.id)


def leads_in_conflict(connection: Connection) -> set[int]:
    """Return the ids of all leads in conflicts that are not settled."""
    return {id for _what, leads in _taken(connection) for id in leads}


def _joined(connection: Connection) -> list[tuple[tuple[str, ...], list[int]]]:
    """Return (what is shared, leads) of each conflict."""
    groups = _Groups()
    for what, leads in _taken(connection):
        groups.add(what, leads)
    return groups.found()


def _taken(connection: Connection) -> Iterator[tuple[str, list[int]]]:
    """Yield (what is shared, leads) wherever leads of different owners share something."""
    if has_one_owner(connection):
        return
    settled = shared_leads(connection)
    everybodys = conflicting(connection)
    alike = leads_alike(connection) if everybodys is None else _hidden_ones_alike(everybodys)
    for what, leads in alike:
        if not settled or not any(ruled >= set(leads) for ruled in settled):
            yield what, leads


def _hidden_ones_alike(everybodys: Sequence[Known]) -> Iterator[tuple[str, list[int]]]:
    """Yield as `leads_alike`, of hidden leads as well."""
    for what in SHARED:
        rows = (
            (each.value, each.lead.id, (each.lead.owner or "").lower())
            for each in everybodys
            if each.what == what
        )
        for leads in grouped(rows):
            yield what, leads


def conflicts(connection: Connection, sees: Sees = lambda owner: True) -> Table:
    """Return the conflicts that are not settled as rows.

    Those without a lead of an owner whom the user `sees` are left out, names of other leads hidden.
    """
    rows = [
        _row(each.id, each.shared, each.leads, sees)
        for each in open_conflicts(connection)
        if any(sees(lead.owner) for lead in each.leads)
    ]
    return Table(COLUMNS, rows, words=("shared_words",))


def settled_conflicts(connection: Connection, sees: Sees = lambda owner: True) -> Table:
    """Return the rulings, the newest first; owners are those before. As `conflicts`."""
    leads: dict[int, list[ConflictLead]] = defaultdict(list)
    for ruling_id, *lead in connection.execute(_SQL["ruled"]):
        leads[ruling_id].append(ConflictLead(*lead))
    rows = []
    for ruling_id, shared, *rest in connection.execute(_SQL["rulings"]).fetchall():
        if any(sees(lead.owner) for lead in leads[ruling_id]):
            *columns_, shared_words = _row(ruling_id, shared.split(), leads[ruling_id], sees)
            rows.append((*columns_, *rest, shared_words))
    return Table(SETTLED_COLUMNS, rows, words=("shared_words",))


def has_one_owner(connection: Connection) -> bool:
    """Return whether all leads are one person's, so that there can be no conflict."""
    if not sees_all(connection):
        return False
    first, last, has_pool = connection.execute(_SQL["owners"]).fetchone()
    return bool(first is None or (first == last and not has_pool))


def _row(
    id: int, shared: Sequence[str], leads: Sequence[ConflictLead], sees: Sees
) -> tuple[Any, ...]:
    owners = list(dict.fromkeys(lead.owner for lead in leads))
    since = min((lead.created_on for lead in leads), default=None)
    names = [lead.name if sees(lead.owner) else _HIDDEN for lead in leads]
    return (
        id,
        json.dumps(list(shared)),
        json.dumps([lead.id for lead in leads]),
        json.dumps(owners, ensure_ascii=False),
        json.dumps(names, ensure_ascii=False),
        since,
        _(", ").join(_(SHARED[what]) for what in shared),
    )


def keys_of_lead() -> str:
    """Return the statement of the keys of the lead `:id`: what each is, and its value."""
    keys = " UNION ALL ".join(_statement(what, only="AND l.id = :id") for what in SHARED)
    return f"SELECT DISTINCT id, owner, what, value FROM ({keys}) known ORDER BY what, value"


def _statement(what: str, *, only: str) -> str:
    keys = _SQL["company" if what == "company" else "detail"]
    keys = keys.replace("{further}", further_numbers_of(what)).replace("{only}", only)
    return keys.replace("{what}", what)


def shared_leads(connection: Connection) -> list[set[int]]:
    """Return the leads of each ruling that shares them."""
    leads: dict[int, set[int]] = defaultdict(set)
    for ruling_id, lead_id in rulings(connection) or connection.execute(_SQL["shared"]):
        leads[ruling_id].add(lead_id)
    return list(leads.values())


def _leads(connection: Connection, ids: Sequence[int]) -> dict[int, ConflictLead]:
    found = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        sql = _SQL["leads"].replace("{ids}", ", ".join("?" * len(part)))
        found.update({row[0]: ConflictLead(*row) for row in connection.execute(sql, part)})
    for each in (conflicting(connection) or ()) if len(found) < len(set(ids)) else ():
        id, owner, created_on = each.lead
        found.setdefault(id, ConflictLead(id, _HIDDEN, owner, None, created_on))
    return found


class _Groups:
    """Leads joined by what they have in common."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}
        self._shared: list[tuple[int, str]] = []

    def add(self, what: str, leads: Sequence[int]) -> None:
        """Join leads."""
        first = self._root(leads[0])
        for lead in leads[1:]:
            root = self._root(lead)
            first, other = min(first, root), max(first, root)
            self._parents[other] = first
        self._shared.append((first, what))

    def found(self) -> list[tuple[tuple[str, ...], list[int]]]:
        """Return (what is shared, leads) of each group."""
        members, shared = defaultdict(list), defaultdict(set)
        for lead in sorted(self._parents):
            members[self._root(lead)].append(lead)
        for lead, what in self._shared:
            shared[self._root(lead)].add(what)
        return [
            (tuple(what for what in SHARED if what in shared[root]), leads)
            for root, leads in members.items()
        ]

    def _root(self, lead: int) -> int:
        parent = self._parents.setdefault(lead, lead)
        while parent != self._parents[parent]:
            parent = self._parents[parent]
        self._parents[lead] = parent
        return parent
