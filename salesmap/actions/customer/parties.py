"""Customers and contacts: found again or created."""

import json
from collections.abc import Mapping, Sequence

from salesmap.core.folding import email_domain, fold, phone_key
from salesmap.domain.company_names import company_key
from salesmap.domain.customer.numbers import (
    NUMBERS,
    add_further,
    further_keys,
    is_number,
    is_same,
    number_key,
    several,
)
from salesmap.domain.records import Contact, Customer
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork


def customer_named(change: UnitOfWork, name: str | None) -> Customer | None:
    """Return the customer of this name, created if it is new; None without a name."""
    if not name or not name.strip():
        return None
    existing = change.first(Customer, "name_key = ?", fold(name))
    return existing or change.add(new_customer(name, change.now))


def new_customer(name: str, now: str) -> Customer:
    """Return a customer of this name, with the keys by which it is found."""
    return Customer(name=name, name_key=fold(name), company_key=company_key(name), recorded_at=now)


def rename(customer: Customer, name: str) -> None:
    """Give a customer a name, and the keys by which it is found."""
    customer.name, customer.name_key, customer.company_key = name, fold(name), company_key(name)


def contact_for(
    change: UnitOfWork, customer: Customer | None, details: dict[str, str | None]
) -> Contact | None:
    """Return the contact with these details (`name phone email wechat`), None without any.

    It is created unless somebody at the customer has the same name, phone or email, and no other
    detail differs; empty details of an existing contact are filled in.
    """
    given = {key: value for key, value in details.items() if value and value.strip()}
    if not given:
        return None
    if existing := same_person(change, customer, given):
        unknown = {key: value for key, value in given.items() if getattr(existing, key) is None}
        set_details(change, existing, unknown)
        add_numbers(change, existing, given)
        return existing
    contact = Contact(customer_id=customer.id if customer else None, recorded_at=change.now)
    set_details(change, contact, given)
    return change.add(contact)


def same_person(
    change: UnitOfWork, customer: Customer | None, given: dict[str, str]
) -> Contact | None:
    """Return the contact at the customer who shares one of the details and contradicts none."""
    candidates = _colleagues(change, customer, given)
    return next((contact for contact in candidates if _agrees(change, contact, given)), None)


def set_details(change: UnitOfWork, contact: Contact, details: dict[str, str]) -> None:
    """Set details of a contact, with the keys by which they are compared.

    Of several phones or emails in a text the first is the preferred one.
    """
    before = values_of(contact)
    for key, value in details.items():
        setattr(contact, key, (several(key, value)[0] if key in NUMBERS else value) or None)
    _keep_numbers(change, contact, details)
    set_keys(contact, change.database.country)
    if contact.id and values_of(contact) != before:
        contact.version += 1


def set_keys(contact: Contact, country: str) -> None:
    """Set the keys by which the details of a contact are compared."""
    contact.name_key = fold(contact.name) if contact.name else None
    contact.phone_key = phone_key(contact.phone, country) if contact.phone else None
    contact.email_key = fold(contact.email) if contact.email else None
    contact.domain_key = email_domain(contact.email) if contact.email else None
    set_further_keys(contact, country)


def set_further_keys(contact: Contact, country: str) -> None:
    """Set the keys by which the further numbers of a contact are compared."""
    contact.further_keys = further_keys(json.loads(contact.fields), country)


def add_numbers(change: UnitOfWork, contact: Contact, given: Mapping[str, str]) -> None:
    """Give a contact the phones and emails that are several in a text and not the contact's yet."""
    before = contact.fields
    many = {kind: given[kind] for kind in NUMBERS if len(several(kind, given.get(kind) or "")) > 1}
    _keep_numbers(change, contact, many)
    set_further_keys(contact, change.database.country)
    if contact.id and contact.fields != before:
        contact.version += 1


def keep_further(
    change: UnitOfWork, contact: Contact, further: Mapping[str, Sequence[str]]
) -> bool:
    """Give a contact further phones and emails, by their kind. Return whether it had not all."""
    before = contact.fields
    contact.fields = with_further(contact, further, change.database.country)
    if contact.fields == before:
        return False
    set_further_keys(contact, change.database.country)
    contact.version += 1
    return True


def with_further(contact: Contact, further: Mapping[str, Sequence[str]], country: str) -> str:
    """Return the fields of a contact as JSON, with further phones and emails that it has not."""
    existing = fields = json.loads(contact.fields)
    for kind, texts in further.items():
        preferred = getattr(contact, kind)
        numbers = ((kind, text) for text in texts)
        fields = add_further(fields, numbers, [preferred] if preferred else [], country)
    return contact.fields if fields == existing else json.dumps(fields, ensure_ascii=False)


def _keep_numbers(change: UnitOfWork, contact: Contact, given: Mapping[str, str]) -> None:
    """Keep what a text holds beside the preferred number, which is none of the further ones."""
    country = change.database.country
    fields = was = json.loads(contact.fields)
    for kind in NUMBERS:
        preferred = getattr(contact, kind)
        if kind not in given or not preferred:
            continue
        fields = {
            key: text
            for key, text in fields.items()
            if not (is_number(key, kind) and is_same(kind, text, preferred, country))
        }
        further = ((kind, text) for text in several(kind, given[kind]))
        fields = add_further(fields, further, [preferred], country)
    if fields != was:
        contact.fields = json.dumps(fields, ensure_ascii=False)


def _colleagues(
    change: UnitOfWork, customer: Customer | None, given: dict[str, str]
) -> list[Contact]:
    keys = {
        "name_key": fold(given["name"]) if "name" in given else None,
        "phone_key": _key(change, given, "phone"),
        "email_key": _key(change, given, "email"),
    }
    at_customer = "customer_id IS NULL" if customer is None else "customer_id = ?"
    parameters = () if customer is None else (customer.id,)
    colleagues: list[Contact] = []
    for column, key in keys.items():
        if key is not None:
            colleagues += change.all(Contact, f"{at_customer} AND {column} = ?", *parameters, key)
    return colleagues


def _agrees(change: UnitOfWork, contact: Contact, given: dict[str, str]) -> bool:
    return (
        _same(contact.name_key, fold(given["name"]) if "name" in given else None)
        and _same(contact.phone_key, _key(change, given, "phone"))
        and _same(contact.email_key, _key(change, given, "email"))
        and _same(contact.wechat, given.get("wechat"))
    )


def _key(change: UnitOfWork, given: dict[str, str], kind: str) -> str | None:
    return number_key(kind, given[kind], change.database.country) if kind in given else None


def _same(existing: str | None, given: str | None) -> bool:
    return existing is None or given is None or existing == given
