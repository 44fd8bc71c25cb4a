"""People out of an address book: those who are new, and what is new of those who are known."""

import json
from collections.abc import Iterable

from salesmap.actions.customer.parties import customer_named, fill, same_person
from salesmap.actions.database.create import transaction
from salesmap.actions.imports.leads import Tally
from salesmap.domain.drafts import ContactDraft
from salesmap.domain.records import Contact
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

_DETAILS = ("name", "phone", "email", "wechat")


def take_in_contacts(database: Database, drafts: Iterable[ContactDraft], source: str) -> Tally:
    """Add contacts that are not in the book; of those who are (the same card, or the same person at the same company), only
    what was unknown is filled in. All of it is one change."""
    tally = Tally()
    with transaction(database) as change:
        for draft in drafts:
            _take(change, draft, tally)
        change.describe("contacts imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


def _take(change: UnitOfWork, draft: ContactDraft, tally: Tally) -> None:
    customer = customer_named(change, draft.customer)
    details = {key: value for key in _DETAILS if (value := getattr(draft, key))}
    known = _by_card(change, draft) or same_person(change, customer, details)
    contact = known or Contact(
        customer_id=customer.id if customer else None, recorded_at=change.now
    )
    before = {column: getattr(contact, column) for column in contact.COLUMNS}
    fill(
        change,
        contact,
        {key: value for key, value in details.items() if getattr(contact, key) is None},
    )
    contact.title = contact.title or draft.title
    contact.external_id = contact.external_id or draft.external_id
    contact.customer_id = contact.customer_id or (customer.id if customer else None)
    contact.fields = json.dumps({**draft.fields, **json.loads(contact.fields)}, ensure_ascii=False)
    if known is None:
        change.add(contact)
        tally.added += 1
    elif json.loads(contact.fields) == json.loads(before["fields"]) and {
        **{column: getattr(contact, column) for column in contact.COLUMNS},
        "fields": "",
    } == {**before, "fields": ""}:
        contact.fields = before["fields"]
        tally.skipped += 1
    else:
        tally.updated += 1


def _by_card(change: UnitOfWork, draft: ContactDraft) -> Contact | None:
    if not draft.external_id:
        return None
    return change.first(Contact, "external_id = ?", draft.external_id)
