"""Leads that a person may not see on a server: what is told of them where they conflict."""

from typing import NamedTuple

from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import sees_all


class HiddenLead(NamedTuple):
    """A lead that a person may not see: whose it is, and since when."""

    id: int
    owner: str | None
    created_on: str


class Known(NamedTuple):
    """That a lead is known by the same company, phone or e-mail as one that a person sees."""

    what: str
    value: str
    lead: HiddenLead


def taken(connection: Connection, what: str, value: str) -> list[HiddenLead]:
    """Return the hidden open leads with this `company`, `phone` or `email`."""
    if sees_all(connection):
        return []
    rows = connection.execute("SELECT * FROM salesmap.taken(?, ?)", (what, value))
    return [HiddenLead(*row) for row in rows]


def conflicting(connection: Connection) -> list[Known] | None:
    """Return all leads with what they share with seen ones; None where every lead is seen."""
    if sees_all(connection):
        return None
    rows = connection.execute("SELECT * FROM salesmap.conflicting()")
    return [Known(what, value, HiddenLead(*lead)) for what, value, *lead in rows]


def rulings(connection: Connection) -> list[tuple[int, int]] | None:
    """Return (ruling, lead) of the leads shared with seen ones; None where every lead is seen."""
    if sees_all(connection):
        return None
    return connection.execute("SELECT * FROM salesmap.shared_leads()").fetchall()
