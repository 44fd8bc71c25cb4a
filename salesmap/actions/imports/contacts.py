"""Importing an address book: new contacts, and new details of existing ones."""

import json
from collections.abc import Iterable, Mapping

from salesmap.actions.customer.parties import customer_named, same_person, set_details
from salesmap.actions.database.create import transaction
from salesmap.actions.imports.leads import Tally
from salesmap.domain.drafts import ContactDraft
from salesmap.domain.records import Contact
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork

_DETAILS = ("name", "phone", "email", "wechat")


def import_contacts(database: Database, drafts: Iterable[ContactDraft], source: str) -> Tally:
    """Add the contacts that are not in the database, as one change.

    Of an existing one (the same card, or the same person at the same company) the empty fields
    are filled in.
    """
    tally = Tally()
    with transaction(database) as change:
        for draft in drafts:
            _import(change, draft, tally)
        change.describe("contacts imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


def _import(change: UnitOfWork, draft: ContactDraft, tally: Tally) -> None:
    customer = customer_named(change, draft.customer)
    customer_id = customer.id if customer else None
    details = {key: value for key in _DETAILS if (value := getattr(draft, key))}
    existing = _same_card(change, draft) or same_person(change, customer, details)
    contact = existing or Contact(customer_id=customer_id, recorded_at=change.now)
    before = values_of(contact)
    empty = {key: value for key, value in details.items() if getattr(contact, key) is None}
    set_details(change, contact, empty)
    contact.title = contact.title or draft.title
    contact.external_id = contact.external_id or draft.external_id
    contact.customer_id = contact.customer_id or customer_id
    contact.fields = _with_missing(contact.fields, draft.fields)
    if existing is None:
        change.add(contact)
        tally.added += 1
    elif values_of(contact) == before:
        tally.skipped += 1
    else:
        tally.updated += 1


def _with_missing(fields: str, more: Mapping[str, str]) -> str:
    """Return fields as JSON with those of `more` that are missing; the same text without any."""
    existing = json.loads(fields)
    merged = {**more, **existing}
    return fields if merged == existing else json.dumps(merged, ensure_ascii=False)


def _same_card(change: UnitOfWork, draft: ContactDraft) -> Contact | None:
    if not draft.external_id:
        return None
    return change.first(Contact, "external_id = ?", draft.external_id)
