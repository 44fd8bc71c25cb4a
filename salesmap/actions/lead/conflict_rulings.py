"""Settling conflicts of owners: one owner for all leads, or the leads are shared."""

from collections.abc import Sequence

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.edit import count_followups, reassign
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.team.owners import known_owner
from salesmap.actions.team.sight import Sight
from salesmap.core.errors import NotFoundError
from salesmap.core.i18n import N_, _
from salesmap.domain.records import Ruling, RulingLead
from salesmap.store.database import Database

ONE_OWNER, IS_SHARED = "one owner", "shared"


class ConflictNotFound(NotFoundError):
    """No open conflict is about a lead."""

    code = "conflict_not_found"

    def __init__(self, id: int) -> None:
        super().__init__(_("There is no open conflict {id}.").format(id=id), id=id)


def settle(
    database: Database,
    lead_ids: Sequence[int],
    shared: Sequence[str],
    owner: str | None,
    why: str | None,
) -> int:
    """Give all leads of a conflict to one owner, or (without one) let them be shared.

    `shared` is what they have in common. Returns how many follow-ups went to the owner. Raises
    LeadNotFound, UnknownOwner, OwnerHasLeft, and NotAllowed without the right to assign them all.
    """
    with transaction(database) as change:
        sight = Sight(change.connection, database)
        if owner is not None:
            owner = known_owner(change, owner)
        ruling = change.add(
            Ruling(
                outcome=IS_SHARED if owner is None else ONE_OWNER,
                owner=owner,
                shared_keys=" ".join(shared),
                why=why,
                at=change.now,
                actor=database.user,
                recorded_at=change.now,
            )
        )
        for lead_id in lead_ids:
            lead = lead_with_id(change, lead_id)
            sight.require(lead, "assign")
            change.add(RulingLead(ruling_id=ruling.id, lead_id=lead_id, owner_before=lead.owner))
            if owner is not None and (lead.owner or "").lower() != owner.lower():
                reassign(change, lead, owner)
                lead.renew(change.now)
        change.flush()
        change.describe(N_("conflict settled: {}"), ", ".join(map(str, lead_ids)))
        return count_followups(change)
