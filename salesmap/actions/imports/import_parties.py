"""The customers and contacts of many leads at once: found or made, a batch at a time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from salesmap.core.clock import instant
from salesmap.core.folding import fold, phone_key
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.records import Contact, Customer
from salesmap.store.journal.bulk import insert, next_id
from salesmap.store.unit_of_work import UnitOfWork

_CUSTOMER_COLUMNS = ("id", "name", "name_key", "recorded_at", "version")
_CONTACT_COLUMNS = (
    "id",
    "customer_id",
    "name",
    "name_key",
    "phone",
    "phone_key",
    "email",
    "email_key",
    "wechat",
    "recorded_at",
    "version",
)

ContactKey = tuple[int | None, str | None, str | None, str | None, str | None]
"""What makes a contact the same: customer, name, phone, e-mail, WeChat, all alike, in the form in which they are compared."""


class ImportedParties:
    """Finds or makes the customers and contacts that the drafts of one import name."""

    def __init__(self, change: UnitOfWork) -> None:
        self.change = change
        self.recorded = instant(change.database.clock.now())

    def customers(self, drafts: Sequence[LeadDraft]) -> list[int | None]:
        """The customer's id for each draft."""
        keys = [fold(draft.customer) if draft.customer else None for draft in drafts]
        names = {key: draft.customer for key, draft in zip(keys, drafts, strict=True) if key}
        known = self._known_customers(list(names))
        missing = [key for key in names if key not in known]
        first = next_id(self.change, Customer) if missing else 0
        insert(
            self.change,
            Customer,
            _CUSTOMER_COLUMNS,
            [(id, names[key], key, self.recorded, 1) for id, key in enumerate(missing, first)],
        )
        known.update(zip(missing, range(first, first + len(missing)), strict=True))
        return [known[key] if key else None for key in keys]

    def contacts(
        self, drafts: Sequence[LeadDraft], customers: Sequence[int | None]
    ) -> list[int | None]:
        """The contact's id for each draft, None where nothing is said of one."""
        keys = [
            self._contact_key(draft, customer_id)
            for draft, customer_id in zip(drafts, customers, strict=True)
        ]
        known = self._known_contacts({key for key in keys if key})
        missing = {
            key: draft for key, draft in zip(keys, drafts, strict=True) if key and key not in known
        }
        first = next_id(self.change, Contact) if missing else 0
        rows = [
            self._contact_row(id, key, draft)
            for id, (key, draft) in enumerate(missing.items(), first)
        ]
        insert(self.change, Contact, _CONTACT_COLUMNS, rows)
        known.update(zip(missing, range(first, first + len(missing)), strict=True))
        return [known[key] if key else None for key in keys]

    def _known_customers(self, keys: list[str]) -> dict[str, int]:
        if not keys:
            return {}
        query = f"SELECT name_key, min(id) FROM customer WHERE name_key IN ({', '.join('?' * len(keys))}) GROUP BY name_key"
        return dict(self.change.sql(query, *keys))

    def _contact_key(self, draft: LeadDraft, customer_id: int | None) -> ContactKey | None:
        name = fold(draft.contact) if draft.contact else None
        phone = _phone_key(draft.phone, self.change.database.country) if draft.phone else None
        email = fold(draft.email) if draft.email else None
        if not (name or phone or email or draft.wechat):
            return None
        return customer_id, name, phone, email, draft.wechat

    def _known_contacts(self, keys: set[ContactKey]) -> dict[ContactKey, int]:
        """Those of the book, the oldest of several alike. Asked for by whatever is indexed and said."""
        found: dict[ContactKey, int] = {}
        left = keys
        for column, place in (("phone_key", 2), ("email_key", 3), ("customer_id", 0)):
            values = list({key[place] for key in left if key[place] is not None})
            left = {key for key in left if key[place] is None}
            if values:
                places = ", ".join("?" * len(values))
                query = f"SELECT id, customer_id, name_key, phone_key, email_key, wechat FROM contact WHERE {column} IN ({places})"
                found.update(
                    {
                        tuple(row[1:]): row[0]
                        for row in sorted(self.change.sql(query, *values), reverse=True)
                    }
                )
        return found

    def _contact_row(self, id: int, key: ContactKey, draft: LeadDraft) -> tuple[Any, ...]:
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
            wechat,
            self.recorded,
            1,
        )


@lru_cache(maxsize=10_000)
def _phone_key(phone: str, country: str) -> str | None:
    return phone_key(phone, country)
