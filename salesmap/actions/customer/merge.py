"""Merging duplicates: the records that refer to the second move to the first, in one change.

Which ones, and by which rule, the models declare (`on_merge`).
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from salesmap.actions.customer.parties import rename, set_keys
from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction
from salesmap.actions.lead.gates import check_no_regression, satisfied_items
from salesmap.actions.lead.moves import discard
from salesmap.actions.lead.pipelines import lead_with_id, pipeline_of
from salesmap.actions.lead.referrers import Cleared, clear_own_referrals
from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.customer.merge_refusals import (
    ClosedIntoOpen,
    MergedAway,
    RecordNotFound,
    SameRecord,
)
from salesmap.domain.customer.numbers import NUMBERS, add_further, further_pairs, without_numbers
from salesmap.domain.errors import UnknownFieldError
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Customer, Record
from salesmap.store.database import Database
from salesmap.store.tables import TABLES, Reference
from salesmap.store.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)

Choice = Mapping[str, str]
"""Field → `a` or `b`: whose value is kept. By default it is the first one's, if it has one."""

_CUSTOMER_FIELDS = ("name", "address", "tax_no", "bank", "account", "tier", "external_id")
_CONTACT_FIELDS = ("name", "phone", "email", "wechat", "title", "external_id")
_LEAD_FIELDS = ("name", *PLAIN_FIELDS, "value", "owner", "expected_close", "external_id")
_REFERENCES = ("customer", "contact")
_COLUMNS = {
    "value": ("value_cents", "currency"),
    "customer": ("customer_id",),
    "contact": ("contact_id",),
}
"""The columns of a field that is not a column itself."""


def merge(database: Database, kind: str, a: int, b: int, choice: Choice) -> list[Cleared]:
    """Merge record `b` of a kind (`customer contact lead`) into `a`.

    Returns the leads that their own customer brought now: they lose the referrer.

    Raises SameRecord, RecordNotFound, MergedAway, ClosedIntoOpen, UnknownFieldError.
    """
    if a == b:
        raise SameRecord(kind, a)
    merge_kind = {"customer": _merge_customers, "contact": _merge_contacts, "lead": _merge_leads}
    with transaction(database) as change:
        name = merge_kind[kind](change, a, b, choice)
        change.describe("merged: {}", name)
        change.flush()
        change.forget()  # the references were moved behind what is loaded
        return _clear_own_referrals(change, kind, a)


def _clear_own_referrals(change: UnitOfWork, kind: str, id: int) -> list[Cleared]:
    if kind == "customer":
        return clear_own_referrals(change, id)
    if kind == "contact":
        return clear_own_referrals(change, change.existing(Contact, id).customer_id, id)
    lead = change.existing(Lead, id)
    return clear_own_referrals(change, lead.customer_id, lead.contact_id)


def _merge_customers(change: UnitOfWork, a: int, b: int, choice: Choice) -> str:
    one, other = _record(change, Customer, a), _record(change, Customer, b)
    tier, rule = one.tier, one.tier_rule
    _merge_fields(one, other, _CUSTOMER_FIELDS, choice)
    one.tier_rule = rule if one.tier == tier else other.tier_rule
    rename(one, one.name)
    _take_external_id(change, one, other)
    _move_children(change, "customer", a, b)
    one.version += 1
    change.delete(other)
    return one.name


def _merge_contacts(change: UnitOfWork, a: int, b: int, choice: Choice) -> str:
    one, other = _record(change, Contact, a), _record(change, Contact, b)
    dropped = _merge_fields(one, other, (*_CONTACT_FIELDS, "customer"), choice)
    fields = {**without_numbers(json.loads(other.fields)), **json.loads(one.fields)}
    for kind in NUMBERS:
        held = [text for text in (getattr(one, kind),) if text]
        numbers = [(kind, f"{dropped[kind]}")] if dropped.get(kind) else []
        numbers += further_pairs(json.loads(other.fields), kind)
        fields = add_further(fields, numbers, held, change.database.country)
    for field, value in dropped.items():
        if field not in ("customer", "external_id", *NUMBERS):
            fields.setdefault(_unused_name(fields, field), value)
    one.fields = json.dumps(fields, ensure_ascii=False)
    set_keys(one, change.database.country)
    _take_external_id(change, one, other)
    _move_children(change, "contact", a, b)
    one.version += 1
    change.delete(other)
    return one.name or one.phone or one.email or f"contact:{a}"


def _take_external_id(
    change: UnitOfWork, one: Customer | Contact, other: Customer | Contact
) -> None:
    """Leave the external id to the first record: it is unique at every moment."""
    external_id, one.external_id, other.external_id = one.external_id, None, None
    change.flush()
    one.external_id = external_id


def _merge_leads(change: UnitOfWork, a: int, b: int, choice: Choice) -> str:
    """Merge two leads. The second is discarded: a file in which it is finds it again."""
    one, other = lead_with_id(change, a), lead_with_id(change, b)
    for lead in (one, other):
        if lead.merged_into_id is not None:
            raise MergedAway(lead.id, lead.merged_into_id)
    if other.status in ("won", "lost") and one.status != other.status:
        raise ClosedIntoOpen(a, b, other.status)
    if choice.get("external_id") == "b":
        raise UsageError(
            _("External ids of leads are not merged: each lead stays linked to its own import.")
        )
    external_ids = one.external_id, other.external_id
    pipeline = pipeline_of(change, one)
    satisfied = satisfied_items(change, one, pipeline)
    dropped = _merge_fields(one, other, (*_LEAD_FIELDS, *_REFERENCES), choice)
    one.external_id, other.external_id = external_ids
    one.name_key = fold(one.name)
    one.fields = json.dumps(
        {**json.loads(other.fields), **json.loads(one.fields)}, ensure_ascii=False
    )
    _move_children(change, "lead", a, b)
    check_no_regression(change, one, pipeline, satisfied)
    _merge_dates(one, other)
    one.renew(change.now)
    other.merged_into_id = a
    if other.status != "dropped":
        discard(change, other)
    else:
        other.renew(change.now)
    details = "; ".join(
        f"{field} {value}" for field, value in dropped.items() if field not in _REFERENCES
    )
    note = _("Merged with lead {id} ({name}). {details}")
    text = note.format(id=b, name=other.name, details=details).strip()
    add_interaction(change, one, "note", text, change.database.clock.now())
    return one.name


def _merge_dates(one: Lead, other: Lead) -> None:
    """Give the first lead the earlier known creation and the later contact."""
    if not other.created_unknown and (one.created_unknown or other.created_at < one.created_at):
        one.created_at, one.created_on = other.created_at, other.created_on
        one.created_unknown = None
        one.assigned_at = min(one.assigned_at, other.assigned_at)
        if one.closed_on:
            one.count_cycle()
    one.touched_at = max(one.touched_at, other.touched_at)


def _move_children(change: UnitOfWork, parent: str, a: int, b: int) -> None:
    """Move the records that refer to `b` by the rules that the models declare."""
    for table, spec in TABLES.items():
        for reference in spec.references:
            if reference.parent == parent:
                _MOVES[reference.on_merge](change, table, reference, a, b)


def _stay(change: UnitOfWork, table: str, reference: Reference, a: int, b: int) -> None:
    """Do nothing."""


def _move(change: UnitOfWork, table: str, reference: Reference, a: int, b: int) -> None:
    column = reference.column
    change.sql(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", a, b)


def _unite(change: UnitOfWork, table: str, reference: Reference, a: int, b: int) -> None:
    """Move the children that the first record lacks; the others stay with a lead, as its past."""
    column = reference.column
    key = _SAME[table, column]
    change.sql(
        f"UPDATE {table} SET {column} = ? WHERE {column} = ?"
        f" AND {key} NOT IN (SELECT {key} FROM {table} WHERE {column} = ?)",
        a,
        b,
        a,
    )
    if reference.parent != "lead":
        change.sql(f"DELETE FROM {table} WHERE {column} = ?", b)


_SAME = {
    ("lead_tag", "lead_id"): "tag",
    ("lead_check", "lead_id"): "item",
    ("ruling_lead", "lead_id"): "ruling_id",
    ("lead_contact", "lead_id"): "contact_id",
    ("lead_contact", "contact_id"): "lead_id",
}
"""What makes a child the same as another, in a table that is united by a column."""


def _renumber(change: UnitOfWork, table: str, reference: Reference, a: int, b: int) -> None:
    """Move numbered versions behind those of the first record."""
    column = reference.column
    rows = change.sql(
        f"SELECT id, form FROM {table} WHERE {column} = ? ORDER BY received_at, id", b
    )
    for id, form in rows:
        change.sql(
            f"UPDATE {table} SET {column} = ?, number ="
            f" (SELECT coalesce(max(number), 0) + 1 FROM {table} WHERE {column} = ? AND form = ?)"
            " WHERE id = ?",
            a,
            a,
            form,
            id,
        )


def _move_expectations(
    change: UnitOfWork, table: str, reference: Reference, a: int, b: int
) -> None:
    """Move the expectations of the second lead that are older than any of the first.

    Two of one time would look like a change.
    """
    ((first,),) = change.sql("SELECT min(at) FROM expectation WHERE lead_id = ?", a)
    condition = "" if first is None else " AND at < ?"
    parameters = () if first is None else (first,)
    change.sql(
        f"UPDATE expectation SET lead_id = ? WHERE lead_id = ?{condition}", a, b, *parameters
    )


_MOVES = {
    "stay": _stay,
    "move": _move,
    "unite": _unite,
    "renumber": _renumber,
    "expectation": _move_expectations,
}


def _merge_fields(
    one: Record, other: Record, fields: tuple[str, ...], choice: Choice
) -> dict[str, str]:
    """Set on the first record what is kept of the second. Return what is dropped where they differ.

    Raises UnknownFieldError for a choice of another field.
    """
    if unknown := [field for field in choice if field not in fields]:
        raise UnknownFieldError(unknown[0], fields)
    dropped = {}
    for field in fields:
        columns = _COLUMNS.get(field, (field,))
        first, second = getattr(one, columns[0]), getattr(other, columns[0])
        keep_second = choice.get(field) == "b" or (first is None and choice.get(field) != "a")
        lost = first if keep_second else second
        if lost is not None and first != second:
            dropped[field] = str(lost / 100) if field == "value" else str(lost)
        if keep_second:
            for column in columns:
                setattr(one, column, getattr(other, column))
    return dropped


def _record(change: UnitOfWork, cls: type[R], id: int) -> R:
    record = change.get(cls, id)
    if record is None:
        raise RecordNotFound(cls.TABLE, id)
    return record


def _unused_name(fields: Mapping[str, Any], field: str) -> str:
    number = 2
    while f"{field} {number}" in fields:
        number += 1
    return f"{field} {number}"
