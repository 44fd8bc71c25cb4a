"""Adding a lead."""

from salesmap.actions.customer.parties import contact_for, customer_named
from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction, schedule
from salesmap.actions.lead.conflicts import refuse_conflict
from salesmap.actions.lead.custom_fields import check_custom_fields, set_custom_fields, typed
from salesmap.actions.lead.edit import CONTACT_DETAILS, refuse_external_id, set_tags
from salesmap.actions.lead.gates import enter
from salesmap.actions.lead.pipelines import all_pipelines
from salesmap.actions.lead.referrers import set_referrer
from salesmap.actions.team.owners import chosen, default_owner
from salesmap.core.figures.currencies import check_currency, check_unit
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.errors import EmptyText, StageAfterWin
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.lead import Lead
from salesmap.domain.pipeline import Pipeline, choose_pipeline, label
from salesmap.domain.records import StageVisit
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.members import has_members
from salesmap.store.unit_of_work import UnitOfWork


def add(
    database: Database,
    draft: LeadDraft,
    *,
    allow_duplicate: bool = False,
    makes_fields: bool = True,
) -> int:
    """Add a lead; with `makes_fields`, custom fields that are not there yet are made.

    Returns its id.

    Raises LikelyConflict for an open lead with the same phone, email or company unless that is
    allowed, GateClosed where a gate keeps it out of its stage, UnknownStageError, EmptyText,
    and what `find_referrer` raises.
    """
    owner = draft.owner and draft.owner.strip()  # nobody where it is empty
    draft = draft.without_blanks()._replace(owner=owner)
    if not draft.name.strip():
        raise EmptyText(_("A lead needs a name."))
    with transaction(database) as change:
        sales_map = current_map(change.connection)
        if draft.fields:
            draft = draft._replace(fields=typed(change, sales_map, draft.fields))
        if not allow_duplicate:
            refuse_conflict(change, draft.customer, draft.phone, draft.email)
        pipeline = choose_pipeline(all_pipelines(change), sales_map, draft)
        lead = _insert(change, draft, pipeline)
        if draft.referred_by:
            set_referrer(change, lead, draft.referred_by)
        set_tags(change, lead, draft.tags)
        if not makes_fields:
            check_custom_fields(change, draft.fields)
        set_custom_fields(change, lead, draft.fields)
        enter(change, lead, pipeline)
        if draft.note:
            add_interaction(change, lead, "note", draft.note, database.clock.now())
        schedule(change, lead, draft.next_step)
        change.describe("lead added: {}", lead.name)
        return lead.id


def _first_owner(change: UnitOfWork) -> str | None:
    """Return whose a new lead is by default; nobody's yet where rules of the map assign it."""
    if current_map(change.connection).assigns and has_members(change.connection):
        return None
    return default_owner(change)


def _insert(change: UnitOfWork, draft: LeadDraft, pipeline: Pipeline) -> Lead:
    database, now = change.database, change.now
    currency = check_currency(draft.currency or database.currency)
    check_unit(draft.value_cents, currency)
    stage = pipeline.named(draft.stage) if draft.stage else pipeline.first
    if stage.phase == "after":
        raise StageAfterWin(stage.key, label(stage))
    if draft.external_id:
        refuse_external_id(change, draft.external_id)
    customer = customer_named(change, draft.customer)
    details = {key: getattr(draft, key) for key in CONTACT_DETAILS}
    contact = contact_for(change, customer, {"name": draft.contact, **details})
    lead = change.add(
        Lead(
            name=draft.name,
            name_key=fold(draft.name),
            customer_id=customer.id if customer else None,
            contact_id=contact.id if contact else None,
            **{name: getattr(draft, name) for name in PLAIN_FIELDS},
            value_cents=draft.value_cents,
            currency=currency,
            owner=chosen(draft.owner, lambda: _first_owner(change)),
            process_id=pipeline.id,
            stage_id=stage.id,
            furthest_id=stage.id,
            created_at=now,
            created_on=database.clock.today().isoformat(),
            assigned_at=now,
            stage_since=now,
            touched_at=now,
            expected_close=draft.expected_close.isoformat() if draft.expected_close else None,
            external_id=draft.external_id,
            recorded_at=now,
            updated_at=now,
        )
    )
    change.add(StageVisit(lead_id=lead.id, stage_id=stage.id, entered_at=now))
    return lead
