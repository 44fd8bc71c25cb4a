"""Importing an address book: new contacts, and new details of existing ones."""

import json
from collections.abc import Iterable, Mapping

from salesmap.actions.customer.parties import (
    add_numbers,
    customer_named,
    same_person,
    set_details,
    set_further_keys,
)
from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.lead_keys import UnknownKeyError
from salesmap.actions.imports.leads import Tally
from salesmap.core.folding import fold
from salesmap.domain.customer.numbers import (
    NUMBERS,
    add_further,
    is_number,
    number_key,
    numbers_of,
    several,
    without_numbers,
)
from salesmap.domain.drafts import ContactDraft
from salesmap.domain.records import Contact, Customer
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork

_DETAILS = ("name", "phone", "email", "wechat")
KEYS = {
    "external_id": ("external_id", False),
    "name": ("name_key", True),
    "phone": ("phone_key", True),
    "email": ("email_key", True),
    "wechat": ("wechat", False),
}
"""The fields by which a contact can be found: its column, and whether it is compared folded."""

_BATCH = 50


def import_contacts(
    database: Database,
    drafts: Iterable[ContactDraft],
    source: str,
    *,
    dry_run: bool = False,
    key: str | None = None,
) -> Tally:
    """Add the contacts that are not in the database, as one change.

    Of an existing one (by the field `key`; else the same card, or the same person at the same
    company) the empty fields are filled in. A dry run writes nothing. Raises UnknownKeyError.
    """
    if key and key not in KEYS:
        raise UnknownKeyError(key, KEYS)
    tally = Tally()
    with importing(database, dry_run=dry_run) as change:
        for number, draft in enumerate(drafts, 1):
            _import(change, draft, tally, key)
            if number % _BATCH == 0:  # each statement compares what is loaded
                change.flush()
                change.forget()
        change.describe("contacts imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


def _import(change: UnitOfWork, draft: ContactDraft, tally: Tally, key: str | None) -> None:
    customer = customer_named(change, draft.customer)
    customer_id = customer.id if customer else None
    is_new_of_customer = _fill_customer(customer, draft, tally)
    details = {name: value for name in _DETAILS if (value := getattr(draft, name))}
    if key:
        existing = _by_key(change, draft, key)
    else:
        existing = _same_card(change, draft) or same_person(change, customer, details)
    cells = ((kind, details.get(kind)) for kind in NUMBERS)
    are_several = any(text and len(several(kind, text)) > 1 for kind, text in cells)
    tally.remarks.update(["several_numbers"] if are_several else [])
    contact = existing or Contact(customer_id=customer_id, recorded_at=change.now)
    before = values_of(contact)
    empty = {name: value for name, value in details.items() if getattr(contact, name) is None}
    set_details(change, contact, empty)
    add_numbers(change, contact, details)
    contact.title = contact.title or draft.title
    contact.external_id = contact.external_id or draft.external_id
    contact.customer_id = contact.customer_id or customer_id
    contact.fields = _with_missing(contact, draft.fields, change.database.country)
    set_further_keys(contact, change.database.country)
    if existing is None:
        change.add(contact)
        tally.added += 1
    elif values_of(contact) == before and not is_new_of_customer:
        tally.skipped += 1
    else:
        tally.updated += 1


def _fill_customer(customer: Customer | None, draft: ContactDraft, tally: Tally) -> bool:
    """Set the empty details of a customer that a row has. Return whether it had any."""
    if customer is None:
        tally.remarks.update(["no_customer"] if draft.customer_details else [])
        return False
    before = values_of(customer)
    for name, text in draft.customer_details.items():
        known = getattr(customer, name)
        if not known:
            setattr(customer, name, text)
        tally.remarks.update(["customer_differs"] if known and known != text else [])
    is_changed = values_of(customer) != before
    customer.version += is_changed
    return is_changed


def _by_key(change: UnitOfWork, draft: ContactDraft, key: str) -> Contact | None:
    """Return the first contact that has a draft's value in a field."""
    column, folded = KEYS[key]
    value = getattr(draft, key)
    if value and folded:
        is_number = key in NUMBERS
        value = number_key(key, value, change.database.country) if is_number else fold(value)
    return change.first(Contact, f"{column} = ?", value) if value else None


def _with_missing(contact: Contact, more: Mapping[str, str], country: str) -> str:
    """Return a contact's fields as JSON with those of `more` that are missing; unchanged without.

    Phones and emails that the contact has not get a free key.
    """
    existing = json.loads(contact.fields)
    merged = {**without_numbers(more), **existing}
    for kind in NUMBERS:
        numbers = (
            (key, each)
            for key, text in more.items()
            if is_number(key, kind)
            for each in several(kind, text)
        )
        preferred = [text for key, text in numbers_of(contact, kind) if key == kind]
        merged = add_further(merged, numbers, preferred, country)
    return contact.fields if merged == existing else json.dumps(merged, ensure_ascii=False)


def _same_card(change: UnitOfWork, draft: ContactDraft) -> Contact | None:
    if not draft.external_id:
        return None
    return change.first(Contact, "external_id = ?", draft.external_id)
