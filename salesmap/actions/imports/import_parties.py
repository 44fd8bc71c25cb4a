"""Customers and contacts of imported leads: found again or created, a batch at a time."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from salesmap.actions.customer.edit import PAPER_DETAILS
from salesmap.actions.customer.parties import add_numbers, keep_further, with_further
from salesmap.actions.imports.customer_details import details_by_key
from salesmap.core.clock import instant
from salesmap.core.folding import email_domain, fold_all, phone_key
from salesmap.domain.company_names import company_key_of
from salesmap.domain.customer.numbers import add_further, are_single, further_keys, several
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Customer
from salesmap.store.engine.bulk import any_of, insert, next_id
from salesmap.store.unit_of_work import UnitOfWork

_CUSTOMER_COLUMNS = (
    "id",
    "name",
    "name_key",
    "company_key",
    "recorded_at",
    "version",
    *PAPER_DETAILS,
)
_CONTACT_COLUMNS = (
    "id",
    "customer_id",
    "name",
    "name_key",
    "phone",
    "phone_key",
    "email",
    "email_key",
    "domain_key",
    "wechat",
    "fields",
    "further_keys",
    "recorded_at",
    "version",
)

_CONTACTS = """
SELECT id, customer_id, name_key, phone_key, email_key, wechat
FROM contact WHERE {column} IN ({marks})
"""

ContactKey = tuple[int | None, str | None, str | None, str | None, str | None]
"""Customer, name, phone, email, WeChat in their folded form: alike in all is the same contact."""


class ImportedParties:
    """Finds or creates the customers and contacts of the drafts of one import."""

    def __init__(self, change: UnitOfWork) -> None:
        self.change = change
        self.recorded = instant(change.database.clock.now())
        self._new_customers: frozenset[int | None] = frozenset()

    def customers(self, drafts: Sequence[LeadDraft]) -> list[int | None]:
        """Return the customer's id for each draft, None where it has none."""
        customers = [draft.customer for draft in drafts]
        keys = fold_all(customers)
        names = {key: name for key, name in zip(keys, customers, strict=True) if key}
        ids = self._customer_ids(list(names))
        missing = [key for key in names if key not in ids]
        first = next_id(self.change, Customer) if missing else 0
        details = details_by_key(drafts)
        insert(
            self.change,
            Customer,
            _CUSTOMER_COLUMNS,
            [
                (
                    id,
                    names[key],
                    key,
                    company_key_of(key),
                    self.recorded,
                    1,
                    *map(details.get(key, {}).get, PAPER_DETAILS),
                )
                for id, key in enumerate(missing, first)
            ],
        )
        new = range(first, first + len(missing))
        self._new_customers = frozenset(new)
        ids.update(zip(missing, new, strict=True))
        return [ids[key] if key else None for key in keys]

    def contacts(
        self, drafts: Sequence[LeadDraft], customers: Sequence[int | None]
    ) -> list[int | None]:
        """Return the contact's id for each draft, None where it has none.

        `customers` are those that `customers` returned for the same drafts.
        """
        phones, emails = [draft.phone for draft in drafts], [draft.email for draft in drafts]
        has_several = not (
            are_single("phone", filter(None, phones))
            and are_single("email", filter(None, emails))
            and not any(draft.further for draft in drafts)
        )
        if has_several:
            emails = [several("email", text)[0] if text else None for text in emails]
        names = fold_all([draft.contact for draft in drafts])
        keys = self._contact_keys(drafts, customers, names, phones, fold_all(emails))
        # A customer that is new has no contact yet.
        ids = self._contact_ids({key for key in keys if key and key[0] not in self._new_customers})
        self._new_customers = frozenset()
        missing = {
            key: draft for key, draft in zip(keys, drafts, strict=True) if key and key not in ids
        }
        first = next_id(self.change, Contact) if missing else 0
        row = self._row_of_several if has_several else self._row
        rows = [row(id, key, draft) for id, (key, draft) in enumerate(missing.items(), first)]
        insert(self.change, Contact, _CONTACT_COLUMNS, rows)
        if has_several:
            known = {key: ids[key] for key in ids if key not in missing}
            self._add_numbers(keys, drafts, known)
        ids.update(zip(missing, range(first, first + len(missing)), strict=True))
        return [ids[key] if key else None for key in keys]

    def _add_numbers(
        self,
        keys: Sequence[ContactKey | None],
        drafts: Sequence[LeadDraft],
        known: Mapping[ContactKey, int],
    ) -> None:
        """Give contacts that were there the further numbers of their rows."""
        for key, draft in zip(keys, drafts, strict=True):
            given = {"phone": draft.phone or "", "email": draft.email or ""}
            if not key or key not in known:
                continue
            if any(len(several(kind, given[kind])) > 1 for kind in given):
                add_numbers(self.change, self.change.existing(Contact, known[key]), given)
            if draft.further:
                contact = self.change.existing(Contact, known[key])
                keep_further(self.change, contact, draft.further)

    def _customer_ids(self, keys: list[str]) -> dict[str, int]:
        """Return the ids of existing customers, the oldest of several alike."""
        if not keys:
            return {}
        marks, parameters = any_of(keys)
        query = (
            f"SELECT name_key, min(id) FROM customer WHERE name_key IN ({marks}) GROUP BY name_key"
        )
        return dict(self.change.sql(query, *parameters))

    def _contact_keys(
        self,
        drafts: Sequence[LeadDraft],
        customers: Sequence[int | None],
        names: Sequence[str | None],
        phones: Sequence[str | None],
        emails: Sequence[str | None],
    ) -> list[ContactKey | None]:
        """Return what tells the contact of each draft apart, None where it has none."""
        country = self.change.database.country
        numbers = [phone_key(text, country) if text else None for text in phones]
        chats = [draft.wechat for draft in drafts]
        return [
            key if key[1] or key[2] or key[3] or key[4] else None
            for key in zip(customers, names, numbers, emails, chats, strict=True)
        ]

    def _contact_ids(self, keys: set[ContactKey]) -> dict[ContactKey, int]:
        """Return the ids of existing contacts, the oldest of several alike.

        Each key is looked up by the first of its parts that has an index.
        """
        ids: dict[ContactKey, int] = {}
        left = keys
        for column, part in (("phone_key", 2), ("email_key", 3), ("customer_id", 0)):
            values = list({key[part] for key in left if key[part] is not None})
            left = {key for key in left if key[part] is None}
            if values:
                marks, parameters = any_of(values)
                query = _CONTACTS.format(column=column, marks=marks)
                rows = sorted(self.change.sql(query, *parameters), reverse=True)
                ids.update({tuple(row[1:]): row[0] for row in rows})
        return ids

    def _row(
        self,
        id: int,
        key: ContactKey,
        draft: LeadDraft,
        fields: Mapping[str, str] | None = None,
    ) -> tuple[Any, ...]:
        customer_id, name, phone, email, wechat = key
        return (
            id,
            customer_id,
            draft.contact,
            name,
            draft.phone,
            phone,
            draft.email,
            email,
            email_domain(email) if email else None,
            wechat,
            json.dumps(fields, ensure_ascii=False) if fields else "{}",
            further_keys(fields, self.change.database.country) if fields else None,
            self.recorded,
            1,
        )

    def _row_of_several(self, id: int, key: ContactKey, draft: LeadDraft) -> tuple[Any, ...]:
        """Return the row of a contact that may have several phones or emails."""
        country = self.change.database.country
        preferred, fields = {"phone": draft.phone, "email": draft.email}, dict[str, str]()
        for kind, text in preferred.items():
            numbers = several(kind, text) if text else []
            if len(numbers) > 1:
                preferred[kind] = numbers[0]
                further = ((kind, each) for each in numbers[1:])
                fields = add_further(fields, further, numbers[:1], country)
        for kind, texts in draft.further.items():
            held = [text for text in (preferred[kind],) if text]
            fields = add_further(fields, ((kind, text) for text in texts), held, country)
        draft = draft._replace(phone=preferred["phone"], email=preferred["email"])
        return self._row(id, key, draft, fields)


def lacks_further(change: UnitOfWork, lead_id: int, draft: LeadDraft) -> bool:
    """Return whether the contact of a lead has not all further numbers of a row."""
    contact = change.first(Contact, "id = (SELECT contact_id FROM lead WHERE id = ?)", lead_id)
    country = change.database.country
    return contact is None or with_further(contact, draft.further, country) != contact.fields


def add_further_of(change: UnitOfWork, lead: Lead, draft: LeadDraft) -> bool:
    """Give the contact of a lead the further numbers of a row; one without a contact gets one."""
    if not draft.further:
        return False
    contact = change.get(Contact, lead.contact_id) if lead.contact_id else None
    if contact is None:
        contact = change.add(Contact(customer_id=lead.customer_id, recorded_at=change.now))
        lead.contact_id = contact.id
        lead.renew(change.now)
    return keep_further(change, contact, draft.further)
