"""Handing over: everything open that is somebody's goes to a successor, as one change.

Stage, visits, notes and fields of the leads stay, and so does the credit of closed ones.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from salesmap.actions.database.rehearsal import rehearsable
from salesmap.actions.lead.edit import reassign
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.team.open_things import OpenThings, open_things
from salesmap.actions.team.owners import known_owner
from salesmap.core.folding import fold
from salesmap.domain.team.errors import HandoverToOneself, NothingToHandOver
from salesmap.store.database import Database
from salesmap.store.members import people, person_named
from salesmap.store.unit_of_work import UnitOfWork

_OF_TABLES = {"followup": "follow-ups", "quote": "quotes", "contract": "contracts",
              "ticket": "tickets", "review_point": "action items"}  # fmt: skip
"""What is open of which table, where an owner is all that changes."""
_LEAD_OF = {
    "followup": "t.lead_id",
    "quote": "t.lead_id",
    "contract": "t.lead_id",
    "ticket": "coalesce(t.lead_id, (SELECT k.lead_id FROM contract k WHERE k.id = t.contract_id))",
    "review_point": "NULL",
}


class HandedOver(NamedTuple):
    """What was handed over: how many of each kind, to whom, and whether that is more than they
    take."""

    to: str
    counts: Sequence[tuple[str, int]]
    open: int
    capacity: int | None


def hand_over(
    database: Database,
    from_name: str,
    to_name: str,
    among: Collection[int] | None = None,
    *,
    dry_run: bool = False,
) -> HandedOver:
    """Give everything open of one person to another; of the leads `among` only, if given.

    A dry run writes nothing. Raises UnknownOwner, OwnerHasLeft, HandoverToOneself,
    NothingToHandOver.
    """
    with rehearsable(database, dry_run=dry_run) as change:
        to = known_owner(change, to_name)
        person = person_named(change.connection, from_name)
        name = person.name if person else from_name
        if fold(name) == fold(to):
            raise HandoverToOneself(to)
        things = _within(change, open_things(change, name), among)
        won = _uncared(change, name, among)
        if not things.counts() and not won:
            known = [each.name for each in people(change.connection)]
            raise NothingToHandOver(name, [] if person else known)
        for lead_id in (*things.ids["leads"], *things.ids["closed leads in care"], *won):
            lead = lead_with_id(change, lead_id)
            reassign(change, lead, to, "handed_over")
            lead.renew(change.now)
            change.flush()
            change.forget()  # each statement compares what is loaded
        for table, kind in _OF_TABLES.items():
            _give(change, table, things.ids[kind], name, to)
        if won:
            things.ids["closed leads in care"] += won
        change.describe("handed over: {}", f"{name} → {to}")
        ((opened,),) = change.sql(
            "SELECT count(*) FROM lead WHERE lower(owner) = lower(?) AND status = 'open'", to
        )
        successor = person_named(change.connection, to)
        counts, most = things.counts(), successor.capacity if successor else None
    return HandedOver(to, counts, opened, most)


def _give(change: UnitOfWork, table: str, ids: Sequence[int], name: str, to: str) -> None:
    """Give records to another owner; those that went with their lead have one already."""
    for record_id in ids:
        change.sql(
            f"UPDATE {table} SET owner = ?, version = version + 1"
            " WHERE id = ? AND lower(owner) = lower(?)",
            to,
            record_id,
            name,
        )


def _within(change: UnitOfWork, things: OpenThings, among: Collection[int] | None) -> OpenThings:
    """Return the things that hang on some leads; all of them without any."""
    if among is None:
        return things
    ids = {
        kind: [id for id in things.ids[kind] if id in among]
        for kind in ("leads", "closed leads in care")
    }
    for table, kind in _OF_TABLES.items():
        rows = change.sql(f"SELECT t.id, {_LEAD_OF[table]} FROM {table} t ORDER BY t.id")
        on = {id for id, lead_id in rows if lead_id in among}
        ids[kind] = [id for id in things.ids[kind] if id in on]
    return OpenThings(ids)


def _uncared(change: UnitOfWork, name: str, among: Collection[int] | None) -> list[int]:
    """Return the won leads of a person that nobody else looks after."""
    rows = change.sql(
        "SELECT id FROM lead WHERE lower(owner) = lower(?) AND status = 'won'"
        " AND caretaker IS NULL ORDER BY id",
        name,
    )
    return [id for (id,) in rows if among is None or id in among]
