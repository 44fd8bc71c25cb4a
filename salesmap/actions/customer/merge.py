"""Two records that are one: what hangs on the second moves to the first, in one change."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import SQLModel, col, select, update

from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction
from salesmap.actions.lead.gates import held, refuse_loss
from salesmap.actions.lead.moves import take_out
from salesmap.actions.lead.records import lead_with_id, renew
from salesmap.actions.lead.stages import pipeline_of_lead
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.folding import fold, phone_key
from salesmap.core.i18n import _
from salesmap.store.database import Database
from salesmap.store.models import (
    Contact,
    Customer,
    Expectation,
    Followup,
    Interaction,
    Lead,
    LeadTag,
)
from salesmap.store.unit_of_work import UnitOfWork

Kept = Mapping[str, str]
"""Field → `a` or `b`: whose value is kept. Without a word it is the first one's, where it has one."""

_CUSTOMER_FIELDS = ("name",)
_CONTACT_FIELDS = ("name", "phone", "email", "wechat", "title", "external_id")
_LEAD_FIELDS = (
    "name",
    "source",
    "product",
    "region",
    "value",
    "owner",
    "expected_close",
    "external_id",
)
_POINTERS = ("customer", "contact")
_COLUMNS = {
    "value": ("value_cents", "currency"),
    "customer": ("customer_id",),
    "contact": ("contact_id",),
}
"""The columns of a field, where it is not its own."""


def merge(database: Database, kind: str, a: int, b: int, kept: Kept) -> None:
    """Make two records of a kind (`customer contact lead`) one. Raises NotFoundError, RuleViolation, UsageError for an unknown field."""
    if a == b:
        raise RuleViolation(
            _("{kind}:{id} is given twice: name two different records.").format(kind=kind, id=a)
        )
    with transaction(database) as change:
        name = {"customer": _merge_customers, "contact": _merge_contacts, "lead": _merge_leads}[
            kind
        ](change, a, b, kept)
        change.describe("merged: {}", name)


def _merge_customers(change: UnitOfWork, a: int, b: int, kept: Kept) -> str:
    one, other = _record(change, Customer, a), _record(change, Customer, b)
    _choose(one, other, _CUSTOMER_FIELDS, kept)
    one.name_key = fold(one.name)
    for model in (Contact, Lead):
        change.session.exec(update(model).where(col(model.customer_id) == b).values(customer_id=a))
    _take_away(change, one, other)
    return str(one.name)


def _merge_contacts(change: UnitOfWork, a: int, b: int, kept: Kept) -> str:
    one, other = _record(change, Contact, a), _record(change, Contact, b)
    dropped = _choose(one, other, (*_CONTACT_FIELDS, "customer"), kept)
    own = {**json.loads(other.fields), **json.loads(one.fields)}
    for field, value in dropped.items():
        if field not in ("customer", "external_id"):
            own.setdefault(_free(own, field), value)
    one.fields = json.dumps(own, ensure_ascii=False)
    one.name_key = fold(one.name) if one.name else None
    one.phone_key = phone_key(one.phone, change.database.country) if one.phone else None
    one.email_key = fold(one.email) if one.email else None
    change.session.exec(update(Lead).where(col(Lead.contact_id) == b).values(contact_id=a))
    external_id, one.external_id, other.external_id = one.external_id, None, None
    change.session.flush()  # two cannot have one id, not even for a moment
    one.external_id = external_id
    _take_away(change, one, other)
    return one.name or one.phone or one.email or f"contact:{a}"


def _merge_leads(change: UnitOfWork, a: int, b: int, kept: Kept) -> str:
    """The second lead is dropped, not deleted: its way stays its own, and a file that knows it by its id finds it again."""
    one, other = lead_with_id(change, a), lead_with_id(change, b)
    if other.status in ("won", "lost") and one.status != other.status:
        raise RuleViolation(
            _(
                "Lead {b} is {status}, lead {a} is not: swap them, 'salesmap dup merge lead:{b} "
                "lead:{a}'."
            ).format(a=a, b=b, status=_(other.status))
        )
    if kept.get("external_id") == "b":
        raise UsageError(
            _("External ids of leads are not merged: each lead stays linked to its own import.")
        )
    external_ids = one.external_id, other.external_id
    path = pipeline_of_lead(change, one)
    had = held(change, one, path)
    dropped = _choose(one, other, (*_LEAD_FIELDS, *_POINTERS), kept)
    one.external_id, other.external_id = external_ids
    one.name_key = fold(one.name)
    own = json.loads(other.fields)
    one.fields = json.dumps({**own, **json.loads(one.fields)}, ensure_ascii=False)
    refuse_loss(change, one, path, had)
    _move_what_hangs_on(change, a, b)
    if other.created_at < one.created_at:
        one.created_at, one.created_on = other.created_at, other.created_on
        one.assigned_at = min(one.assigned_at, other.assigned_at)
        if one.cycle_days is not None and one.closed_on:
            one.cycle_days = (
                date.fromisoformat(one.closed_on) - date.fromisoformat(one.created_on)
            ).days
    one.touched_at = max(one.touched_at, other.touched_at)
    renew(change, one)
    if other.status != "dropped":
        take_out(change, other)
    told = "; ".join(
        f"{field} {value}" for field, value in dropped.items() if field not in _POINTERS
    )
    note = (
        _("Merged with lead {id} ({name}). {told}").format(id=b, name=other.name, told=told).strip()
    )
    add_interaction(change, one, "note", note, change.database.clock.now())
    return one.name


def _move_what_hangs_on(change: UnitOfWork, a: int, b: int) -> None:
    for model in (Interaction, Followup):
        change.session.exec(update(model).where(col(model.lead_id) == b).values(lead_id=a))
    known = set(change.session.exec(select(LeadTag.tag).where(LeadTag.lead_id == a)))
    for tag in change.session.exec(select(LeadTag).where(LeadTag.lead_id == b)):
        if tag.tag not in known:
            tag.lead_id = a
    # What files told of the second one tells of the time before they told of the first: two words at once would look like a change.
    first = change.session.exec(
        select(Expectation.at).where(Expectation.lead_id == a).order_by(col(Expectation.at))
    ).first()
    theirs = update(Expectation).where(col(Expectation.lead_id) == b).values(lead_id=a)
    change.session.exec(theirs.where(col(Expectation.at) < first) if first else theirs)


def _choose(one: Any, other: Any, fields: tuple[str, ...], kept: Kept) -> dict[str, str]:
    """Give the first record what is kept of the second. Returns what is not kept of either, where they differ."""
    if unknown := [field for field in kept if field not in fields]:
        raise UsageError(
            _("Unknown field {name!r}: choose one of {known}.").format(
                name=unknown[0], known=", ".join(fields)
            )
        )
    dropped = {}
    for field in fields:
        columns = _COLUMNS.get(field, (field,))
        mine, theirs = getattr(one, columns[0]), getattr(other, columns[0])
        takes_theirs = kept.get(field) == "b" or (mine is None and kept.get(field) != "a")
        lost = mine if takes_theirs else theirs
        if lost is not None and mine != theirs:
            dropped[field] = str(lost / 100) if field == "value" else str(lost)
        if takes_theirs:
            for column in columns:
                setattr(one, column, getattr(other, column))
    return dropped


def _take_away(change: UnitOfWork, one: Any, other: SQLModel) -> None:
    one.version += 1
    change.session.flush()
    change.session.delete(other)
    change.session.flush()


def _record(change: UnitOfWork, model: type[Any], id: int) -> Any:
    found = change.session.get(model, id)
    if found is None:
        raise NotFoundError(
            _("{kind}:{id} not found: see 'salesmap dup list'.").format(
                kind=model.__tablename__, id=id
            )
        )
    return found


def _free(own: Mapping[str, Any], field: str) -> str:
    number = 2
    while f"{field} {number}" in own:
        number += 1
    return f"{field} {number}"
