"""The pool: leads claimed, returned, and those that fall into it because nobody worked on them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.database.rehearsal import rehearsable
from salesmap.actions.lead.edit import reassign
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.team.assigning import Passing
from salesmap.actions.team.owners import known_owner
from salesmap.core.clock import from_instant
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText
from salesmap.domain.lead import Lead
from salesmap.domain.map.team.rules import PoolRule
from salesmap.domain.records import Followup
from salesmap.domain.team.pool import (
    Claims,
    NothingToReturn,
    NotInPool,
    StaysWithOwner,
    check_claims,
    check_cooldown,
    kept_until,
)
from salesmap.store.database import Database
from salesmap.store.holdings import holdings, stays
from salesmap.store.map_versions import current_map
from salesmap.store.members import person_named
from salesmap.store.unit_of_work import UnitOfWork

_OWNED = "sheet.status = 'open' AND sheet.owner IS NOT NULL"


class Swept(NamedTuple):
    """A lead that fell into a pool, whose it was since when, and until when it was protected."""

    lead_id: int
    lead: str
    pool: str
    owner: str
    since: date
    until: date


def claim(database: Database, lead_ids: Sequence[int], passing: Passing) -> list[int]:
    """Claim leads from the pool for the user, as one change: all of them or none.

    Raises NotInPool, DailyLimitReached, PoolCapacityReached, CoolingDown, UnknownOwner.
    """
    ids = list(dict.fromkeys(lead_ids))
    with transaction(database) as change:
        user = known_owner(change, database.user)
        pools = {lead_id: pool_of(change, lead_id, passing) for lead_id in ids}
        today = database.clock.today()
        leads = [lead_with_id(change, lead_id) for lead_id in ids]
        for lead in leads:
            if lead.status != "open" or lead.owner is not None:
                owner = lead.owner if lead.status == "open" else None
                since = database.clock.day_of(from_instant(lead.assigned_at)).isoformat()
                raise NotInPool(lead.id, lead.name, owner, since)
            check_cooldown(pools[lead.id], lead.id, _lost_on(change, lead.id, user), today)
        for pool in {rule.key if rule else None: rule for rule in pools.values()}.values():
            mine = [each for each in ids if pools[each] == pool]
            check_claims(pool, _claims_of(change, user, pool, today), len(mine))
        check_claims(None, _claims_of(change, user, None, today), len(ids))
        for lead in leads:
            rule = pools[lead.id]
            reassign(change, lead, user, "claimed", rule=rule.key if rule else None)
            lead.renew(change.now)
        change.describe("claimed from the pool: {}", _names(leads))
    return ids


def give_back(database: Database, lead_id: int, why: str, passing: Passing) -> None:
    """Return a lead to the pool, for a reason. Raises EmptyText, NotInPool, StaysWithOwner."""
    if not why.strip():
        raise EmptyText(_("Say why: it cannot be empty."))
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        lead.require_open()
        if lead.owner is None:
            raise NothingToReturn(lead.id, lead.name)
        if stays(change.connection, lead.id, database.clock.today().isoformat()):
            raise StaysWithOwner(lead.id, lead.name)
        rule, name = pool_of(change, lead_id, passing), lead.name
        _drop_into(change, lead, "returned", rule.key if rule else None, why.strip())
        change.describe("returned to the pool: {}", name)


def sweep(database: Database, passing: Passing, *, dry_run: bool = False) -> list[Swept]:
    """Let the leads whose time is over fall into their pools, as one change."""
    with rehearsable(database, dry_run=dry_run) as change:
        change.is_by_rules = True
        today = database.clock.today()
        pools = pools_of(change, passing)
        swept = []
        days = min((rule.days for rule in current_map(change.connection).pools), default=0)
        bound = (today - timedelta(days=days - 1)).isoformat()  # stored days may be one ahead
        for holding in holdings(change.connection, today.isoformat(), bound):
            rule = pools.get(holding.lead_id)
            if rule is None or holding.stays:
                continue
            since = database.clock.day_of(from_instant(holding.since))
            active = (
                [database.clock.day_of(from_instant(holding.last_activity))]
                if holding.last_activity
                else []
            )
            last = kept_until(rule, since, active)
            if today > last:
                lead = lead_with_id(change, holding.lead_id)
                swept.append(Swept(lead.id, lead.name, rule.key, holding.owner, since, last))
                _drop_into(change, lead, "swept", rule.key, None)
        change.describe(N_("leads fell into the pool: {}"), f"{len(swept)}")
    return swept


def pool_of(change: UnitOfWork, lead_id: int, passing: Passing) -> PoolRule | None:
    """Return the first pool of the map that takes a lead, None if none does."""
    condition = f"sheet.id = {int(lead_id)}"
    for rule in current_map(change.connection).pools:
        if passing(change, rule.when, condition):
            return rule
    return None


def pools_of(change: UnitOfWork, passing: Passing) -> dict[int, PoolRule]:
    """Return the open leads of owners with the first pool that takes each."""
    found: dict[int, PoolRule] = {}
    for rule in current_map(change.connection).pools:
        for lead_id in passing(change, rule.when, _OWNED):
            found.setdefault(lead_id, rule)
    return found


def _drop_into(
    change: UnitOfWork, lead: Lead, kind: str, rule: str | None, why: str | None
) -> None:
    """Put a lead into the pool with the open follow-ups that were its owner's."""
    followups = change.all(
        Followup,
        "lead_id = ? AND done_at IS NULL AND dropped_at IS NULL AND lower(owner) = lower(?)",
        lead.id,
        lead.owner or "",
    )
    reassign(change, lead, None, kind, rule=rule, why=why)
    for followup in followups:
        followup.owner = None
        followup.version += 1
    lead.renew(change.now)
    change.flush()
    change.forget()  # each statement compares what is loaded: many leads would slow each other


def _claims_of(change: UnitOfWork, user: str, pool: PoolRule | None, today: date) -> Claims:
    """Return what counts against the user: claims of today from a pool, open leads."""
    ((claimed,),) = change.sql(
        "SELECT count(*) FROM owner_change WHERE kind = 'claimed' AND lower(owner_after) = lower(?)"
        " AND changed_on = ? AND rule = ?",
        user,
        today.isoformat(),
        pool.key if pool else "",
    )
    ((opened,),) = change.sql(
        "SELECT count(*) FROM lead WHERE lower(owner) = lower(?) AND status = 'open'", user
    )
    person = person_named(change.connection, user)
    return Claims(claimed, opened, person.capacity if person else None)


def _lost_on(change: UnitOfWork, lead_id: int, user: str) -> date | None:
    """Return the day on which the user lost a lead to the pool last."""
    rows = change.sql(
        "SELECT max(changed_on) FROM owner_change WHERE lead_id = ?"
        " AND lower(owner_before) = lower(?) AND owner_after IS NULL",
        lead_id,
        user,
    )
    return date.fromisoformat(rows[0][0]) if rows[0][0] else None


def _names(leads: Sequence[Lead]) -> str:
    return leads[0].name if len(leads) == 1 else f"{len(leads)}"
