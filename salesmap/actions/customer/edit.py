"""Adding and editing customers and contacts."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.actions.customer.parties import customer_named, rename, set_details
from salesmap.actions.database.create import transaction
from salesmap.actions.lead.referrers import Cleared, clear_own_referrals
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.customer.numbers import (
    NUMBERS,
    is_same,
    numbers_of,
    several,
    unused_key,
    without_numbers,
)
from salesmap.domain.errors import EmptyText
from salesmap.domain.records import Contact, Customer
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork

PAPER_DETAILS = ("address", "tax_no", "bank", "account")
"""What papers tell of a customer beside its name."""

DETAILS = (*PAPER_DETAILS, "external_id")
"""What can be set of a customer beside its name."""


class CustomerExists(RuleViolation):
    """A customer of this name is there already. `data`: its `id`."""

    code = "customer_exists"

    def __init__(self, id: int, name: str) -> None:
        super().__init__(
            _("Customer {name!r} is there already, as {id}.").format(id=id, name=name),
            id=id,
            name=name,
        )


class ExternalIdTaken(RuleViolation):
    """Another customer has this external id. `data`: its `id`."""

    code = "customer_external_id_taken"

    def __init__(self, external_id: str, id: int, name: str) -> None:
        text = _("Customer {id} ({name}) has the external id {external_id} already.")
        super().__init__(
            text.format(id=id, name=name, external_id=external_id), id=id, external_id=external_id
        )


class UnknownNumber(NotFoundError):
    """A contact has no such phone or email."""

    code = "unknown_number"

    def __init__(self, text: str) -> None:
        super().__init__(_("The contact has no {text!r}.").format(text=text), text=text)


class ContactEdit(NamedTuple):
    """What to change of a contact.

    `details` are `name wechat title` (an empty text clears one) and `phone`, `email` for the
    preferred ones; `more` are phones and emails to add, `less` those to remove; `preferred` is one
    that becomes the first; an empty `customer` takes the contact from its customer.
    """

    details: Mapping[str, str] = {}
    more: Mapping[str, Sequence[str]] = {}
    less: Sequence[str] = ()
    preferred: str | None = None
    customer: str | None = None


def add_customer(database: Database, name: str, details: Mapping[str, str] | None = None) -> int:
    """Add a customer with its `DETAILS`. Returns its id.

    Raises CustomerExists, ExternalIdTaken, EmptyText.
    """
    if not name.strip():
        raise EmptyText(_("A customer needs a name."))
    with transaction(database) as change:
        _refuse_taken(change, name)
        customer = customer_named(change, name)
        assert customer is not None
        _set_details(change, customer, details or {})
        change.describe("customer added: {}", name)
        return customer.id


def edit_customer(
    database: Database, customer_id: int, name: str | None, details: Mapping[str, str]
) -> None:
    """Rename a customer, or set some of its `DETAILS`; an empty text clears one.

    Raises CustomerExists, ExternalIdTaken, EmptyText.
    """
    if name is not None and not name.strip():
        raise EmptyText(_("A customer needs a name."))
    with transaction(database) as change:
        customer = change.existing(Customer, customer_id)
        before = values_of(customer)
        if name is not None:
            if fold(name) != customer.name_key:
                _refuse_taken(change, name)
            rename(customer, name)
        _set_details(change, customer, details)
        if values_of(customer) != before:
            customer.version += 1
        change.describe("customer edited: {}", customer.name)


def add_contact(database: Database, name: str, requested: ContactEdit) -> int:
    """Add a contact. Returns its id. Raises EmptyText."""
    if not name.strip():
        raise EmptyText(_("A contact needs a name."))
    with transaction(database) as change:
        contact = change.add(Contact(recorded_at=change.now))
        _change(change, contact, requested._replace(details={"name": name, **requested.details}))
        contact.version = 1
        change.describe("contact added: {}", name)
        return contact.id


def edit_contact(database: Database, contact_id: int, requested: ContactEdit) -> list[Cleared]:
    """Edit a contact. Returns the leads that lose it as the referrer: it is their own customer's.

    Raises UnknownNumber, EmptyText.
    """
    with transaction(database) as change:
        contact = change.existing(Contact, contact_id)
        _change(change, contact, requested)
        change.describe("contact edited: {}", contact.name or contact.phone or contact.email or "")
        if requested.customer is None:
            return []
        return clear_own_referrals(change, contact.customer_id, contact.id)


def _set_details(change: UnitOfWork, customer: Customer, details: Mapping[str, str]) -> None:
    details = {key: (value or "").strip() for key, value in details.items()}
    external_id = details.get("external_id")
    taken = change.first(Customer, "external_id = ?", external_id) if external_id else None
    if external_id and taken is not None and taken.id != customer.id:
        raise ExternalIdTaken(external_id, taken.id, taken.name)
    for key, value in details.items():
        setattr(customer, key, value or None)


def _refuse_taken(change: UnitOfWork, name: str) -> None:
    taken = change.first(Customer, "name_key = ?", fold(name))
    if taken is not None:
        raise CustomerExists(taken.id, taken.name)


def _change(change: UnitOfWork, contact: Contact, requested: ContactEdit) -> None:
    if requested.customer is not None:
        customer = customer_named(change, requested.customer)
        contact.customer_id = customer.id if customer else None
    country = change.database.country
    numbers = {kind: numbers_of(contact, kind) for kind in NUMBERS}
    details = dict(requested.details)
    for kind in NUMBERS:
        if kind in details:
            first = details.pop(kind)
            numbers[kind] = [*([(kind, first)] if first else []), *numbers[kind][1:]]
        for text in (
            each for given in requested.more.get(kind, ()) for each in several(kind, given)
        ):
            if not any(is_same(kind, text, held, country) for _key, held in numbers[kind]):
                numbers[kind].append((f"{kind} 2", text))
    for text in (*requested.less, *([requested.preferred] if requested.preferred else [])):
        kind, held = _held(numbers, text, country)
        numbers[kind].remove(held)
        if text == requested.preferred:
            numbers[kind].insert(0, held)
    fields = without_numbers(json.loads(contact.fields))
    for kind, held_numbers in numbers.items():
        details[kind] = held_numbers[0][1] if held_numbers else ""
        for key, text in held_numbers[1:]:
            fields[unused_key(fields, kind, key)] = text
    contact.fields = json.dumps(fields, ensure_ascii=False)
    set_details(change, contact, details)


def _held(
    numbers: Mapping[str, Sequence[tuple[str, str]]], text: str, country: str
) -> tuple[str, tuple[str, str]]:
    """Return the kind of a phone or an email, and its (key, text)."""
    for kind, held_numbers in numbers.items():
        for held in held_numbers:
            if is_same(kind, text, held[1], country):
                return kind, held
    raise UnknownNumber(text)
