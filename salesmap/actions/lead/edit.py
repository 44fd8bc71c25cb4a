"""Editing a lead: its fields, tags, contact and custom fields."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.actions.customer.parties import customer_named, set_details
from salesmap.actions.database.create import joined_transaction, transaction
from salesmap.actions.lead.custom_fields import check_custom_fields, set_custom_fields
from salesmap.actions.lead.gates import check_no_regression, satisfied_items
from salesmap.actions.lead.pipelines import lead_with_id, pipeline_of
from salesmap.actions.lead.referrers import (
    referrer_of,
    refuse_own_referral,
    set_referrer,
    thank_late,
)
from salesmap.actions.team.owners import known_owner
from salesmap.core.figures.currencies import check_currency, check_unit
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText, ExternalIdTaken, LeadChangedMeanwhile
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Followup, LeadTag, OwnerChange
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.members import has_members
from salesmap.store.unit_of_work import UnitOfWork

_BY_RULE = ("assigned", "claimed", "returned", "swept")
"""How a lead changes hands by rules, which look at it later."""
CONTACT_DETAILS = ("phone", "email", "wechat")


class LeadEdit(NamedTuple):
    """What to change of a lead.

    `values` by field name (None empties a field), tags to add and to remove, custom fields to set
    (an empty text clears one), the version that was seen, if that matters, and whether an unknown
    custom field is made.
    """

    values: Mapping[str, Any] = {}
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = {}
    seen_version: int | None = None
    makes_fields: bool = True


def edit(database: Database, lead_id: int, requested: LeadEdit) -> int:
    """Edit a lead. Returns how many follow-ups went to its new owner.

    Raises LeadNotFound, UsageError, LeadChangedMeanwhile, RequiredByStage.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        seen = requested.seen_version
        if seen is not None and seen != lead.version:
            raise LeadChangedMeanwhile(lead_id, lead.version, seen)
        before = referrer_of(lead)
        change_lead(change, lead, requested)
        if referrer_of(lead) != before:
            thank_late(change, lead)
        change.describe("lead edited: {}", lead.name)
        return count_followups(change)


def edit_all(database: Database, lead_ids: Sequence[int], requested: LeadEdit) -> int:
    """Edit several leads as one change. Returns how many follow-ups went to a new owner.

    Raises what `edit` raises.
    """
    if len(lead_ids) == 1:
        return edit(database, lead_ids[0], requested)
    moved = 0
    with joined_transaction(database, f"{len(lead_ids)}", N_("leads edited: {}")):
        for lead_id in lead_ids:
            moved = edit(database, lead_id, requested)  # the change counts them all
    return moved


def change_lead(change: UnitOfWork, lead: Lead, requested: LeadEdit) -> bool:
    """Edit a lead as part of a change. Returns whether anything is different."""
    pipeline = pipeline_of(change, lead)
    before, satisfied = _state(change, lead), satisfied_items(change, lead, pipeline)
    _set_values(change, lead, dict(requested.values))
    set_tags(change, lead, requested.add_tags)
    for tag in requested.remove_tags:
        change.sql("DELETE FROM lead_tag WHERE lead_id = ? AND tag = ?", lead.id, tag)
    if not requested.makes_fields:
        check_custom_fields(change, requested.fields)
    set_custom_fields(change, lead, requested.fields)
    if _state(change, lead) == before:
        return False
    check_no_regression(change, lead, pipeline, satisfied)
    lead.renew(change.now)
    return True


def reassign(
    change: UnitOfWork,
    lead: Lead,
    owner: str | None,
    kind: str = "changed",
    *,
    rule: str | None = None,
    why: str | None = None,
) -> None:
    """Give a lead to another owner, with the open follow-ups that were the former one's.

    A closed lead keeps its owner, whose credit it is, and gets a caretaker. In a database with
    members it is kept how it changed hands: its `kind`, by which `rule`, `why`.
    The response time begins anew. Raises UnknownOwner, OwnerHasLeft.
    """
    if owner is not None:
        owner = known_owner(change, owner)
    if lead.status != "open":
        _care_for(change, lead, owner)
        return
    if owner == lead.owner:
        return
    _give_followups(change, lead, owner)
    if kind in _BY_RULE or has_members(change.connection):
        change.add(
            OwnerChange(
                lead_id=lead.id,
                kind=kind,
                owner_before=lead.owner,
                owner_after=owner,
                rule=rule,
                why=why,
                at=change.now,
                changed_on=change.database.clock.today().isoformat(),
                actor=change.database.user,
                recorded_at=change.now,
            )
        )
    lead.owner = owner
    lead.assigned_at = change.now


def open_again(change: UnitOfWork, lead: Lead) -> None:
    """Give a lead that is open again to whoever looked after it."""
    if lead.caretaker is not None:
        caretaker, lead.caretaker = lead.caretaker, None
        reassign(change, lead, caretaker)


def _care_for(change: UnitOfWork, lead: Lead, caretaker: str | None) -> None:
    """Let somebody look after a closed lead; its owner again, if it is the owner or nobody."""
    _give_followups(change, lead, caretaker or lead.owner)
    lead.caretaker = None if caretaker == lead.owner else caretaker


def _give_followups(change: UnitOfWork, lead: Lead, owner: str | None) -> None:
    """Give a lead's open follow-ups that were its keeper's to somebody else."""
    followups = change.all(
        Followup,
        "lead_id = ? AND done_at IS NULL AND dropped_at IS NULL"
        " AND lower(coalesce(owner, '')) = lower(?)",
        lead.id,
        lead.keeper or "",
    )
    if owner is not None and owner != lead.keeper:  # without one they stay with who promised them
        for followup in followups:
            followup.owner = owner
            followup.version += 1


def count_followups(change: UnitOfWork) -> int:
    """Return how many follow-ups a change touched so far."""
    ((count,),) = change.sql(
        "SELECT count(*) FROM change_row WHERE change_id = ? AND table_name = 'followup'",
        change.change.id,
    )
    return int(count)


def set_tags(change: UnitOfWork, lead: Lead, tags: tuple[str, ...]) -> None:
    """Add tags to a lead, beside those that it has. Raises EmptyText."""
    if not tags:
        return
    if not all(tag.strip() for tag in tags):
        raise EmptyText(_("A tag cannot be empty."))
    existing = _tags(change, lead)
    change.add_all(
        LeadTag(lead_id=lead.id, tag=tag) for tag in dict.fromkeys(tags) if tag not in existing
    )


def refuse_external_id(change: UnitOfWork, external_id: str) -> None:
    """Raise ExternalIdTaken when a lead has this external id."""
    if change.sql("SELECT 1 FROM lead WHERE external_id = ? LIMIT 1", external_id):
        raise ExternalIdTaken(external_id)


def _tags(change: UnitOfWork, lead: Lead) -> list[str]:
    rows = change.sql("SELECT tag FROM lead_tag WHERE lead_id = ? ORDER BY tag", lead.id)
    return [tag for (tag,) in rows]


def _state(change: UnitOfWork, lead: Lead) -> tuple[Any, ...]:
    contact = change.get(Contact, lead.contact_id) if lead.contact_id else None
    return values_of(lead), contact and values_of(contact), _tags(change, lead)


def _set_values(change: UnitOfWork, lead: Lead, values: dict[str, Any]) -> None:
    if "name" in values:
        if not (values["name"] or "").strip():
            raise EmptyText(_("A lead needs a name: it cannot be empty."))
        lead.name_key = fold(values["name"])
    if values.get("external_id") and values["external_id"] != lead.external_id:
        refuse_external_id(change, values["external_id"])
    if "owner" in values:
        reassign(change, lead, values.pop("owner"))
    is_moved = "customer" in values
    if is_moved:
        customer = customer_named(change, values.pop("customer"))
        lead.customer_id = customer.id if customer else None
        contact = change.get(Contact, lead.contact_id) if lead.contact_id else None
        if contact is not None and contact.customer_id is None and customer:
            contact.customer_id = customer.id
            contact.version += 1
    if "referred_by" in values:
        set_referrer(change, lead, values.pop("referred_by"))
    elif is_moved:
        refuse_own_referral(change, lead)
    details = {key: values.pop(key) for key in ("contact", *CONTACT_DETAILS) if key in values}
    if details:
        _set_contact(change, lead, details)
    if values.get("currency"):
        values["currency"] = check_currency(values["currency"])
    check_unit(values.get("value_cents"), values.get("currency") or lead.currency)
    for key, value in values.items():
        setattr(lead, key, value)


def _set_contact(change: UnitOfWork, lead: Lead, details: dict[str, str | None]) -> None:
    if "contact" in details:
        details["name"] = details.pop("contact")
    contact = change.get(Contact, lead.contact_id) if lead.contact_id else None
    if contact is None:
        contact = change.add(Contact(customer_id=lead.customer_id, recorded_at=change.now))
        lead.contact_id = contact.id
        contact.version -= 1  # `set_details` counts one for the first details
    set_details(change, contact, {key: value or "" for key, value in details.items()})
