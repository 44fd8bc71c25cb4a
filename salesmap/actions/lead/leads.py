"""Taking a lead in, and correcting what is known of it."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, delete, select

from salesmap.actions.customer.parties import contact_for, customer_named, fill
from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction, promise
from salesmap.actions.lead.conflicts import refuse_conflict
from salesmap.actions.lead.custom_fields import set_custom_fields, typed
from salesmap.actions.lead.gates import enter, held, refuse_loss
from salesmap.actions.lead.records import lead_with_id, renew
from salesmap.actions.lead.stages import path_for, pipeline_of_lead, shown
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.models import Contact, Lead, LeadTag, Stay
from salesmap.store.unit_of_work import UnitOfWork

CONTACT_DETAILS = ("phone", "email", "wechat")


def add(database: Database, new: LeadDraft, *, allow_duplicate: bool = False) -> int:
    """Take a lead in. Returns its id.

    Raises RuleViolation for a likely conflict (an open lead with the same phone, e-mail or company) unless allowed,
    or where a gate shuts it out of its stage, UsageError for an unknown stage or an empty name.
    """
    new = new.without_blanks()
    if not new.name.strip():
        raise UsageError(_("A lead needs a name: write it after 'lead add'."))
    with transaction(database) as change:
        new = (
            new._replace(fields=typed(change, current_map(change.sql), new.fields))
            if new.fields
            else new
        )
        if not allow_duplicate:
            refuse_conflict(change, new.customer, new.phone, new.email)
        lead = _insert(change, new)
        set_tags(change, lead, new.tags)
        set_custom_fields(change, lead, new.fields)
        enter(change, lead, pipeline_of_lead(change, lead))
        if new.note:
            add_interaction(change, lead, "note", new.note, database.clock.now())
        promise(change, lead, new.then)
        change.describe("lead added: {}", lead.name)
        return lead.id


def _insert(change: UnitOfWork, new: LeadDraft) -> Lead:
    database, now = change.database, change.now
    path = path_for(change, new)
    stage = path.named(new.stage) if new.stage else path.first
    if stage.phase == "after":
        raise RuleViolation(
            _(
                "A new lead cannot start in {stage}, after the win: add it in an earlier stage, "
                "then use 'salesmap lead win'."
            ).format(stage=shown(stage))
        )
    if new.external_id:
        _refuse_known_external_id(change, new.external_id)
    customer = customer_named(change, new.customer)
    contact = contact_for(
        change,
        customer,
        {"name": new.contact, **{key: getattr(new, key) for key in CONTACT_DETAILS}},
    )
    lead = Lead(
        name=new.name,
        name_key=fold(new.name),
        customer_id=customer.id if customer else None,
        contact_id=contact.id if contact else None,
        source=new.source,
        product=new.product,
        region=new.region,
        value_cents=new.value_cents,
        currency=new.currency or database.currency,
        owner=new.owner or database.user,
        process_id=path.process.id,
        stage_id=stage.id,
        furthest_id=stage.id,
        created_at=now,
        created_on=database.clock.today().isoformat(),
        assigned_at=now,
        stage_since=now,
        touched_at=now,
        expected_close=new.expected_close.isoformat() if new.expected_close else None,
        external_id=new.external_id,
        recorded_at=now,
        updated_at=now,
    )
    change.session.add(lead)
    change.session.flush()
    change.session.add(Stay(lead_id=lead.id, stage_id=stage.id, entered_at=now))
    return lead


@dataclass(frozen=True)
class LeadEdit:
    """What to change of a lead: `values` by field name (None empties a field), tags to hang on and take off,
    custom fields to set (an empty text takes one away), and the version seen, if that matters."""

    values: dict[str, Any] = field(default_factory=dict)
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    seen_version: int | None = None


def edit(database: Database, lead_id: int, wanted: LeadEdit) -> None:
    """Correct a lead. Raises NotFoundError, UsageError, and RuleViolation when it was changed since `seen_version`."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        if wanted.seen_version not in (None, lead.version):
            raise RuleViolation(
                _(
                    "Lead {id} was changed meanwhile (version {now}, you saw {seen}): check it with "
                    "'salesmap lead show {id}'."
                ).format(id=lead_id, now=lead.version, seen=wanted.seen_version)
            )
        change_lead(change, lead, wanted)
        change.describe("lead edited: {}", lead.name)


def change_lead(change: UnitOfWork, lead: Lead, wanted: LeadEdit) -> bool:
    """Correct a lead as part of a change. Returns whether anything was different."""
    path = pipeline_of_lead(change, lead)
    before, had = _state(change, lead), held(change, lead, path)
    _set_values(change, lead, dict(wanted.values))
    set_tags(change, lead, wanted.add_tags)
    if wanted.remove_tags:
        chosen = col(LeadTag.lead_id) == lead.id, col(LeadTag.tag).in_(wanted.remove_tags)
        change.session.exec(delete(LeadTag).where(*chosen))
    set_custom_fields(change, lead, wanted.fields)
    change.session.flush()
    if _state(change, lead) == before:
        return False
    refuse_loss(change, lead, path, had)
    renew(change, lead)
    return True


def _state(change: UnitOfWork, lead: Lead) -> tuple[Any, ...]:
    contact = change.session.get(Contact, lead.contact_id) if lead.contact_id else None
    tags = change.session.exec(
        select(LeadTag.tag).where(LeadTag.lead_id == lead.id).order_by(LeadTag.tag)
    ).all()
    return lead.model_dump(), contact and contact.model_dump(), tags


def _set_values(change: UnitOfWork, lead: Lead, values: dict[str, Any]) -> None:
    if "name" in values:
        if not (values["name"] or "").strip():
            raise UsageError(_("A lead needs a name: it cannot be empty."))
        lead.name_key = fold(values["name"])
    if values.get("external_id") and values["external_id"] != lead.external_id:
        _refuse_known_external_id(change, values["external_id"])
    if values.get("owner", lead.owner) != lead.owner:
        lead.assigned_at = change.now
    if "customer" in values:
        customer = customer_named(change, values.pop("customer"))
        lead.customer_id = customer.id if customer else None
    details = {key: values.pop(key) for key in ("contact", *CONTACT_DETAILS) if key in values}
    if details:
        _set_contact(change, lead, details)
    for key, value in values.items():
        setattr(lead, key, value)


def _set_contact(change: UnitOfWork, lead: Lead, details: dict[str, str | None]) -> None:
    if "contact" in details:
        details["name"] = details.pop("contact")
    contact = change.session.get(Contact, lead.contact_id) if lead.contact_id else None
    if contact is None:
        contact = Contact(customer_id=lead.customer_id, recorded_at=change.now)
        change.session.add(contact)
    fill(change, contact, {key: value or "" for key, value in details.items()})
    change.session.flush()
    lead.contact_id = contact.id


def _refuse_known_external_id(change: UnitOfWork, external_id: str) -> None:
    if change.session.exec(select(Lead.id).where(Lead.external_id == external_id)).first():
        raise RuleViolation(
            _("External id {id!r} is already in use: see 'salesmap lead show x:{id}'.").format(
                id=external_id
            )
        )


def set_tags(change: UnitOfWork, lead: Lead, tags: tuple[str, ...]) -> None:
    """Hang tags on a lead; those it has already stay."""
    if not tags:
        return
    if not all(tag.strip() for tag in tags):
        raise UsageError(_("A tag cannot be empty."))
    known = set(change.session.exec(select(LeadTag.tag).where(LeadTag.lead_id == lead.id)))
    change.session.add_all(
        LeadTag(lead_id=lead.id, tag=tag) for tag in dict.fromkeys(tags) if tag not in known
    )
