"""Updating leads from a file: only what differs is written, and only what the file says."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from salesmap.actions.customer.parties import contact_for, customer_named
from salesmap.actions.followup.followups import add_interaction
from salesmap.actions.imports.import_parties import add_further_of, lacks_further
from salesmap.actions.imports.lead_outcomes import bring
from salesmap.actions.lead.edit import CONTACT_DETAILS, LeadEdit, change_lead
from salesmap.actions.lead.pipelines import all_pipelines, lead_with_id, pipeline_of
from salesmap.actions.lead.referrers import NOBODY, Referrer, referrer_of
from salesmap.actions.lead.transfer import put_into
from salesmap.actions.team.owners import default_owner
from salesmap.core.clock import instant
from salesmap.core.errors import SalesmapError
from salesmap.core.folding import fold
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.fields import PLAIN_FIELDS, REFERRED_BY
from salesmap.domain.lead import Lead
from salesmap.domain.pipeline import pipeline_named
from salesmap.domain.records import Contact, Customer, Followup
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

_FIELDS = (
    "name",
    "customer",
    "contact",
    "phone",
    "email",
    "wechat",
    *PLAIN_FIELDS,
    "value_cents",
    "currency",
    "owner",
    "lost_reason",
    "expected_close",
    "external_id",
    "referred_by",
    "caretaker",
)
_PLAIN = ", ".join(f"l.{name}" for name in PLAIN_FIELDS)
_CURRENT = f"""
SELECT l.id, l.name, c.name, k.name, k.phone, k.email, k.wechat, {_PLAIN},
  l.value_cents, l.currency, l.owner, l.lost_reason, l.expected_close, l.external_id,
  {REFERRED_BY}, l.caretaker, l.fields,
  {{tags}},
  l.status, s.key, CASE WHEN l.created_unknown IS NULL THEN l.created_at END, l.closed_at,
  l.stage_since, l.touched_at, p.key
FROM lead l JOIN stage s ON s.id = l.stage_id JOIN process p ON p.id = l.process_id
LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id IN ({{places}})
"""
_TAGS = "(SELECT json_group_array(t.tag) FROM lead_tag t WHERE t.lead_id = l.id)"
_NOTES = "SELECT lead_id, text FROM interaction WHERE kind = 'note' AND lead_id"
_values_in_order = attrgetter(*_FIELDS)
_OPEN_STEPS = "lead_id = ? AND done_at IS NULL AND dropped_at IS NULL"

Update = tuple[int, LeadDraft]
"""The id of a lead, and the row of the file about it."""

Reject = Callable[[LeadDraft, str], None]
"""Receives a row that is not imported, and why."""


class _Current(NamedTuple):
    """A lead as it is: values by field, custom fields, tags, notes, stage, outcome and dates."""

    values: Sequence[Any]
    fields: str
    tags: str | None
    status: str
    stage: str
    created_at: str | None
    closed_at: str | None
    stage_since: str
    touched_at: str
    pipeline: str


class Updated(NamedTuple):
    """The leads that were changed, those of the rows that say nothing new, those lacking much.

    `kept` are the rows that were not rejected, `unthanked` the referred leads that are won now.
    """

    changed: int
    unchanged: Sequence[Update]
    lacking: int
    kept: Sequence[Update]
    unthanked: int


def update_leads(change: UnitOfWork, updates: Sequence[Update], reject: Reject) -> Updated:
    """Set on leads what a file says of them; the rows that cannot be are rejected.

    A lead that the file says nothing new of is not touched.
    """
    changed = lacking = unthanked = 0
    unchanged, kept = [], []
    for update, is_new in _compared(change, updates):
        lead_id, draft = update
        if not is_new:
            unchanged.append(update)
            kept.append(update)
            continue
        try:
            with change.attempt():
                lead = lead_with_id(change, lead_id)
                before = _brought(lead)
                has_moved = _move_to_pipeline(change, lead, draft)
                brought = bring(change, lead, draft)
                has_other_contact = _set_other_contact(change, lead, draft)
                is_edited = change_lead(change, lead, _edit(lead, draft, has_other_contact))
                has_more = _add_note(change, lead, draft) | _set_next_step(change, lead, draft)
                has_more |= add_further_of(change, lead, draft)
        except SalesmapError as error:
            reject(draft, str(error))
            continue
        kept.append(update)
        unthanked += _brought(lead) not in (NOBODY, before)
        if brought.is_changed or is_edited or has_more or has_other_contact or has_moved:
            changed += 1
            lacking += brought.is_lacking
        else:
            unchanged.append(update)
        change.flush()
        change.forget()
    return Updated(changed, unchanged, lacking, kept, unthanked)


def _brought(lead: Lead) -> Referrer:
    """Return who brought a lead that is won; nobody where it is not."""
    return referrer_of(lead) if lead.status == "won" else NOBODY


def _compared(change: UnitOfWork, updates: Sequence[Update]) -> Iterator[tuple[Update, bool]]:
    """Yield the updates, and whether they differ from what the database holds."""
    ids = list({lead_id for lead_id, _draft in updates})
    if not ids:
        return
    tags = _TAGS if any(draft.tags for _id, draft in updates) else "NULL"
    rows = change.sql(_CURRENT.format(tags=tags, places=", ".join("?" * len(ids))), *ids)
    count = len(_FIELDS) + 1
    current = {row[0]: _Current(row[1:count], *row[count:]) for row in rows}
    notes = _notes_of(change, [id for id, draft in updates if draft.note])
    stages = current_map(change.connection).stages
    after = {stage.key for stage in stages if stage.phase == "after"}
    changed: set[int] = set()
    for lead_id, draft in updates:
        existing = current[lead_id]
        is_new = (
            lead_id in changed
            or _differs_in_value(draft, existing)
            or bool(draft.fields and _lacks(draft.fields, existing.fields))
            or bool(draft.tags and not set(draft.tags) <= set(json.loads(existing.tags or "[]")))
            or _differs_in_time(draft, existing, after)
            or draft.pipeline not in (None, existing.pipeline)
            or bool(draft.note and draft.note not in notes.get(lead_id, ()))
            or bool(draft.next_step and not _has_step(change, lead_id, draft))
            or bool(draft.further and lacks_further(change, lead_id, draft))
        )
        if is_new:
            changed.add(lead_id)
        yield (lead_id, draft), is_new


def _notes_of(change: UnitOfWork, ids: Sequence[int]) -> dict[int, set[str]]:
    """Return the notes of some leads."""
    notes: dict[int, set[str]] = {}
    if ids:
        marks = ", ".join("?" * len(ids))
        for lead_id, text in change.sql(f"{_NOTES} IN ({marks})", *ids):
            notes.setdefault(lead_id, set()).add(text)
    return notes


def _differs_in_value(draft: LeadDraft, current: _Current) -> bool:
    """Return whether a row says another value of a field."""
    for new, old in zip(_values_in_order(draft), current.values, strict=True):
        if new != old and new is not None and new != "":
            if isinstance(new, date) and new.isoformat() == old:
                continue
            # Most rows are as they were: which of these count is worked out for the others.
            existing = dict(zip(_FIELDS, current.values, strict=True))
            values = _values(draft, current.status)
            return any(existing[key] != value for key, value in values.items())
    return False


def _lacks(fields: Mapping[str, str], stored: str) -> bool:
    """Return whether custom fields differ from those stored as JSON."""
    existing = json.loads(stored) if stored else {}
    return any(existing.get(key) != value for key, value in fields.items())


def _differs_in_time(draft: LeadDraft, current: _Current, after: Set[str]) -> bool:
    """Return whether a row says other dates, or another stage or outcome.

    `after` are the stages after the win. Of a closed lead the file may say the stage that it was
    closed in.
    """
    if draft.created_at and instant(draft.created_at) != current.created_at:
        return True
    if draft.last_contact and instant(draft.last_contact) > current.touched_at:
        return True
    if not draft.tells_outcome:
        return False
    is_after = draft.stage in after
    status = "won" if is_after else draft.status
    if status != current.status:
        return True
    if status == "open" or is_after:
        since = instant(draft.stage_since) if draft.stage_since and not is_after else None
        if draft.stage not in (None, current.stage) or since not in (None, current.stage_since):
            return True
    return bool(draft.closed_at and instant(draft.closed_at) != current.closed_at)


def _move_to_pipeline(change: UnitOfWork, lead: Lead, draft: LeadDraft) -> bool:
    """Put a lead into the pipeline that the file names. Raises NoSuchStageThere."""
    old = pipeline_of(change, lead)
    if not draft.pipeline or draft.pipeline == old.key:
        return False
    new = pipeline_named(all_pipelines(change), draft.pipeline)
    is_open = lead.status == "open" and draft.status == "open"
    put_into(change, lead, old, new, draft.stage if is_open else None)
    return True


def _set_other_contact(change: UnitOfWork, lead: Lead, draft: LeadDraft) -> bool:
    """Give a lead another contact, where the file names another person than one who is shared.

    To change the name of that one would change other leads. Returns whether it did.
    """
    if not draft.contact or lead.contact_id is None:
        return False
    contact = change.existing(Contact, lead.contact_id)
    if contact.name_key in (None, fold(draft.contact)):
        return False
    others = change.sql(
        "SELECT 1 FROM lead WHERE contact_id = ? AND id <> ? LIMIT 1", contact.id, lead.id
    )
    if not others:
        return False
    customer = customer_named(change, draft.customer)
    if customer is None and lead.customer_id:
        customer = change.get(Customer, lead.customer_id)
    details = {"name": draft.contact, **{key: getattr(draft, key) for key in CONTACT_DETAILS}}
    other = contact_for(change, customer, details)
    lead.contact_id = other.id if other else None
    lead.renew(change.now)
    return True


def _edit(lead: Lead, draft: LeadDraft, has_other_contact: bool) -> LeadEdit:
    values = _values(draft, lead.status)
    if values.get("owner") == lead.owner:  # of a closed lead it would be who looks after it now
        values.pop("owner", None)
    if has_other_contact:
        for key in ("contact", *CONTACT_DETAILS):
            values.pop(key, None)
    return LeadEdit(values, draft.tags, (), dict(draft.fields))


def _values(draft: LeadDraft, status: str) -> dict[str, Any]:
    """Return the fields that are filled in in a row about a lead of a status."""
    values = draft._asdict() | {
        "expected_close": draft.expected_close.isoformat() if draft.expected_close else None
    }
    status = draft.status if draft.tells_outcome else status
    is_told = {
        "name": draft.is_named,
        "currency": draft.value_cents is not None,
        "lost_reason": status == "lost",
        "caretaker": status != "open",
    }
    told = [key for key in _FIELDS if values[key] not in (None, "") and is_told.get(key, True)]
    return {key: values[key] for key in told}


def _add_note(change: UnitOfWork, lead: Lead, draft: LeadDraft) -> bool:
    if not draft.note or draft.note in _notes_of(change, [lead.id]).get(lead.id, ()):
        return False
    add_interaction(change, lead, "note", draft.note, change.database.clock.now())
    return True


def _has_step(change: UnitOfWork, lead_id: int, draft: LeadDraft) -> bool:
    if draft.next_step is None:
        return True
    what, day = draft.next_step
    query = f"SELECT 1 FROM followup WHERE {_OPEN_STEPS} AND what = ? AND due_on = ?"
    return bool(change.sql(query, lead_id, what, day.isoformat()))


def _set_next_step(change: UnitOfWork, lead: Lead, draft: LeadDraft) -> bool:
    """Schedule what is next, or put it to the day that the file says now."""
    if draft.next_step is None or lead.status != "open" or _has_step(change, lead.id, draft):
        return False
    what, day = draft.next_step
    existing = change.first(Followup, f"{_OPEN_STEPS} AND what = ?", lead.id, what)
    if existing:
        existing.due_on = day.isoformat()
        existing.version += 1
    else:
        change.add(
            Followup(
                lead_id=lead.id,
                what=what,
                due_on=day.isoformat(),
                owner=lead.owner or default_owner(change),
                recorded_at=change.now,
            )
        )
    return True
