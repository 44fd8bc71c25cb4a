"""Customers and contacts: one of each, however often they are typed."""

from sqlmodel import col, select

from salesmap.core.folding import fold, phone_key
from salesmap.store.models import Contact, Customer
from salesmap.store.unit_of_work import UnitOfWork


def customer_named(change: UnitOfWork, name: str | None) -> Customer | None:
    """The customer of this name, made if it is new; None without a name."""
    if not name or not name.strip():
        return None
    known = change.session.exec(
        select(Customer).where(Customer.name_key == fold(name)).order_by(col(Customer.id))
    ).first()
    if known:
        return known
    customer = Customer(name=name, name_key=fold(name), recorded_at=change.now)
    change.session.add(customer)
    change.session.flush()
    return customer


def contact_for(
    change: UnitOfWork, customer: Customer | None, details: dict[str, str | None]
) -> Contact | None:
    """The contact with these details (`name phone email wechat`), made if nobody at the customer fits; None without any.

    Somebody fits who has the same name (or phone or e-mail) and contradicts nothing; what was unknown is filled in.
    """
    given = {key: value for key, value in details.items() if value and value.strip()}
    if not given:
        return None
    if known := same_person(change, customer, given):
        fill(
            change,
            known,
            {key: value for key, value in given.items() if getattr(known, key) is None},
        )
        return known
    contact = Contact(customer_id=customer.id if customer else None, recorded_at=change.now)
    fill(change, contact, given)
    change.session.add(contact)
    change.session.flush()
    return contact


def same_person(
    change: UnitOfWork, customer: Customer | None, given: dict[str, str]
) -> Contact | None:
    """The contact at the customer who has one of the same details (`name phone email wechat`) and contradicts none."""
    return next(
        (known for known in _colleagues(change, customer, given) if _agrees(change, known, given)),
        None,
    )


def fill(change: UnitOfWork, contact: Contact, details: dict[str, str]) -> None:
    """Set details of a contact, with the keys they are compared by."""
    if not details:
        return
    for key, value in details.items():
        setattr(contact, key, value or None)
    contact.name_key = fold(contact.name) if contact.name else None
    contact.phone_key = phone_key(contact.phone, change.database.country) if contact.phone else None
    contact.email_key = fold(contact.email) if contact.email else None
    if contact.id is not None:
        contact.version += 1


def _colleagues(
    change: UnitOfWork, customer: Customer | None, given: dict[str, str]
) -> list[Contact]:
    statement = select(Contact).where(Contact.customer_id == (customer.id if customer else None))
    same = []
    if "name" in given:
        same.append(Contact.name_key == fold(given["name"]))
    if "phone" in given:
        same.append(Contact.phone_key == phone_key(given["phone"], change.database.country))
    if "email" in given:
        same.append(Contact.email_key == fold(given["email"]))
    found: list[Contact] = []
    for condition in same:
        found.extend(change.session.exec(statement.where(condition).order_by(col(Contact.id))))
    return found


def _agrees(change: UnitOfWork, known: Contact, given: dict[str, str]) -> bool:
    country = change.database.country
    return (
        _same(known.name_key, fold(given["name"]) if "name" in given else None)
        and _same(known.phone_key, phone_key(given["phone"], country) if "phone" in given else None)
        and _same(known.email_key, fold(given["email"]) if "email" in given else None)
        and _same(known.wechat, given.get("wechat"))
    )


def _same(known: str | None, given: str | None) -> bool:
    return known is None or given is None or known == given
