"""Assignment of leads by the rules of the map: new ones at once, others by `assign run`."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from salesmap.actions.database.rehearsal import rehearsable
from salesmap.actions.lead.edit import reassign
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.team.owners import default_owner
from salesmap.core.i18n import N_
from salesmap.domain.map.model import SalesMap
from salesmap.domain.map.team.rules import AssignRule
from salesmap.domain.records import OwnerChange
from salesmap.domain.team.assignment import Assignment
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.members import has_members, workload
from salesmap.store.unit_of_work import UnitOfWork

Passing = Callable[[UnitOfWork, Sequence[str], str], list[int]]
"""The leads that pass all filters and a condition over `sheet`, in the order of their ids."""

_NEW = (
    "sheet.status = 'open' AND sheet.owner IS NULL AND sheet.id IN (SELECT row_id FROM change_row"
    " WHERE change_id = {change} AND table_name = 'lead' AND before IS NULL)"
)
_NEVER_OWNED = (
    "sheet.status = 'open' AND sheet.owner IS NULL AND NOT EXISTS (SELECT 1 FROM owner_change o"
    " WHERE o.lead_id = sheet.id AND o.owner_before IS NOT NULL)"
)
_IN_POOL = (
    "sheet.status = 'open' AND sheet.owner IS NULL AND EXISTS (SELECT 1 FROM owner_change o"
    " WHERE o.lead_id = sheet.id AND o.owner_before IS NOT NULL)"
)


class Assigned(NamedTuple):
    """A lead that a rule gave to a member, or (without an owner) to nobody: none could take it."""

    lead_id: int
    rule: str
    owner: str | None


def assign_new(change: UnitOfWork, passing: Passing) -> list[Assigned]:
    """Assign the leads that a change added without an owner, as a part of it.

    Those that no rule takes go to the user, where the command was to add a lead; nobody owns them
    where a file brought them.
    """
    if change.change.undoes is not None or not has_members(change.connection):
        return []
    sales_map = current_map(change.connection)
    if not sales_map.assigns:
        return []
    condition = _NEW.format(change=change.change.id)
    found = _matching(change, sales_map.assigns, passing, condition)
    done = _distribute(change, sales_map, found)
    _give_at_once(change, done)
    if change.acts_on_rules and (owner := default_owner(change)):
        rest = passing(change, (), condition)
        change.many(
            "UPDATE lead SET owner = ? WHERE id = ?", [(owner, lead_id) for lead_id in rest]
        )
        _give_followups(change, [(lead_id, owner) for lead_id in rest])
    change.forget()
    return done


def assign_waiting(
    database: Database, passing: Passing, *, dry_run: bool = False
) -> list[Assigned]:
    """Assign the open leads that nobody ever owned, and what pools leave to the rules."""
    with rehearsable(database, dry_run=dry_run) as change:
        change.acts_on_rules = False
        change.is_by_rules = True
        sales_map = current_map(change.connection)
        found = _matching(change, sales_map.assigns, passing, _NEVER_OWNED)
        in_pool = _leads_of_pools(change, sales_map, passing)
        found |= _matching(change, sales_map.assigns, passing, _IN_POOL, in_pool)
        done = _distribute(change, sales_map, found)
        for each in done:
            if each.owner:
                lead = lead_with_id(change, each.lead_id)
                reassign(change, lead, each.owner, "assigned", rule=each.rule)
                lead.renew(change.now)
                change.flush()
                change.forget()  # each statement compares what is loaded
        change.describe(N_("leads assigned: {}"), f"{sum(bool(each.owner) for each in done)}")
    return done


def _leads_of_pools(change: UnitOfWork, sales_map: SalesMap, passing: Passing) -> set[int]:
    """Return the leads in the pool that are in a pool which leaves them to the rules."""
    taken: set[int] = set()
    found: set[int] = set()
    for pool in sales_map.pools:
        mine = {id for id in passing(change, pool.when, _IN_POOL) if id not in taken}
        taken |= mine
        found |= mine if pool.assign else set()
    return found


def _matching(
    change: UnitOfWork,
    rules: Sequence[AssignRule],
    passing: Passing,
    condition: str,
    among: set[int] | None = None,
) -> dict[int, AssignRule]:
    """Return the leads that meet a condition with the first rule that takes each."""
    found: dict[int, AssignRule] = {}
    if among is not None and not among:
        return found
    for rule in rules:
        for lead_id in passing(change, rule.when, condition):
            if among is None or lead_id in among:
                found.setdefault(lead_id, rule)
    return found


def _distribute(
    change: UnitOfWork, sales_map: SalesMap, found: Mapping[int, AssignRule]
) -> list[Assigned]:
    """Return who gets each lead, in the order of the leads."""
    if not found:
        return []
    today = change.database.clock.today()
    assignment = Assignment(sales_map.assigns, workload(change.connection, today))
    return [
        Assigned(lead_id, found[lead_id].key, assignment.next(found[lead_id]))
        for lead_id in sorted(found)
    ]


def _give_at_once(change: UnitOfWork, done: Sequence[Assigned]) -> None:
    """Give new leads to their owners in a few statements: a file may bring a hundred thousand."""
    given = [(each.owner, each.lead_id, each.rule) for each in done if each.owner]
    change.many(
        "UPDATE lead SET owner = ? WHERE id = ?", [(owner, id) for owner, id, _rule in given]
    )
    day, now, actor = change.database.clock.today().isoformat(), change.now, change.database.user
    columns = [name for name in OwnerChange.COLUMNS if name != "id"]
    change.many(
        f"INSERT INTO owner_change ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [
            (lead_id, "assigned", None, owner, rule, None, now, day, actor, now)
            for owner, lead_id, rule in given
        ],
    )
    _give_followups(change, [(lead_id, owner) for owner, lead_id, _rule in given if owner])


def _give_followups(change: UnitOfWork, given: Sequence[tuple[int, str]]) -> None:
    """Give the follow-ups that came with new leads to their owners."""
    change.many(
        "UPDATE followup SET owner = ? WHERE lead_id = ? AND done_at IS NULL"
        " AND dropped_at IS NULL",
        [(owner, lead_id) for lead_id, owner in given],
    )
