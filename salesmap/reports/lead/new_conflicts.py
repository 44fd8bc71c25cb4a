"""The conflicts of owners that a change brings about, to be told to whoever makes it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from salesmap.domain.customer.numbers import further_pattern
from salesmap.domain.talk.public_domains import public_domains
from salesmap.reports.lead import conflicts
from salesmap.store.connection import Connection
from salesmap.store.engine.hidden_leads import taken
from salesmap.store.statements import statements

_SQL = statements(__file__)
_KEYS = conflicts.keys_of_lead()
_DETAILS = {"phone": "phone_key", "email": "email_key", "domain": "domain_key"}
_MOST_TOUCHED = 200
"""Of more records than that only the new leads are looked at, and counted."""

DOMAIN = "domain"


class Lead(NamedTuple):
    """A lead that meets another one."""

    id: int
    name: str
    owner: str | None
    created_on: str


class Meeting(NamedTuple):
    """A lead that a change touched, a lead of another owner, and what they have in common.

    That is `company phone email`, or `domain` alone, which is no conflict.
    """

    lead: Lead
    other: Lead
    shared: tuple[str, ...]

    @property
    def is_conflict(self) -> bool:
        """Return whether the two are in conflict."""
        return self.shared != (DOMAIN,)


class NewConflicts(NamedTuple):
    """What a change brings about: meetings one by one, or how many of its many leads conflict."""

    meetings: Sequence[Meeting] = ()
    in_conflict: int = 0


def new_conflicts(connection: Connection, change_id: int) -> NewConflicts:
    """Return the meetings of leads that a change made, gave away, or knows more about."""
    parameters = {"change": change_id, "limit": _MOST_TOUCHED + 1}
    touched = connection.execute(_SQL["touched"], parameters).fetchall()
    if not touched or conflicts.has_one_owner(connection):
        return NewConflicts()
    if len(touched) > _MOST_TOUCHED:
        return NewConflicts(in_conflict=_count(connection, change_id))
    suspects = sorted({id for row in touched for id in _suspects(connection, *row)})
    settled = conflicts.shared_leads(connection) if suspects else []
    found: dict[frozenset[int], Meeting] = {}
    for lead_id in suspects:
        for meeting in _meetings(connection, lead_id):
            pair = frozenset((lead_id, meeting.other.id))
            if not any(leads >= pair for leads in settled):
                found.setdefault(pair, meeting)
    return NewConflicts(list(found.values()))


def _count(connection: Connection, change_id: int) -> int:
    """Return how many of the leads that a change made are in conflict."""
    in_conflict = conflicts.leads_in_conflict(connection)
    made = connection.execute(_SQL["made"], {"change": change_id})
    return sum(id in in_conflict for (id,) in made)


def _suspects(connection: Connection, table: str, id: int, before: str | None) -> Iterator[int]:
    """Yield the open leads that a touched record may have brought into conflict."""
    cursor = connection.execute(_SQL[f"{table}_now"], {"id": id})
    row = cursor.fetchone()
    if row is None:
        return
    names = [column[0] for column in cursor.description]
    was = json.loads(before) if before is not None else {}
    if all(was.get(name) == value for name, value in zip(names, row, strict=True)) and was:
        return
    if table == "lead":
        if row[names.index("status")] == "open":
            yield id
    elif was or table == "contact":  # the leads of a new customer are new themselves
        for (lead_id,) in connection.execute(_SQL[f"of_{table}"], {"id": id}).fetchall():
            yield lead_id


def _meetings(connection: Connection, lead_id: int) -> Iterator[Meeting]:
    """Yield the meetings of a lead with leads of other owners."""
    lead = Lead(*connection.execute(_SQL["lead"], {"id": lead_id}).fetchone())
    shared: dict[Lead, set[str]] = {}
    for _id, _owner, what, value in connection.execute(_KEYS, {"id": lead_id}).fetchall():
        for other in _others(connection, lead, what, value):
            shared.setdefault(other, set()).add(what)
    for (domain,) in connection.execute(_SQL["domains"], {"id": lead_id}).fetchall():
        if domain not in public_domains():
            for other in _others(connection, lead, DOMAIN, domain):
                shared.setdefault(other, {DOMAIN})
    for other, words in shared.items():
        in_order = tuple(what for what in (*conflicts.SHARED, DOMAIN) if what in words)
        yield Meeting(lead, other, in_order)


def _others(connection: Connection, lead: Lead, what: str, value: Any) -> list[Lead]:
    """Return the open leads of other owners with the same company, phone, email or domain."""
    parameters = {"value": value}
    if what in _DETAILS:
        sql = _SQL["with_detail"].replace("{column}", _DETAILS[what])
        parameters["further"] = further_pattern(what, value)
    else:
        sql = _SQL["with_company"]
    rows = [Lead(*row) for row in connection.execute(sql, parameters)]
    if what != DOMAIN:
        rows += [
            Lead(each.id, "", each.owner, each.created_on)
            for each in taken(connection, what, value)
        ]
    own = (lead.owner or "").lower()
    return [other for other in rows if (other.owner or "").lower() != own]
