"""Two salespeople on one customer: found before it happens (撞单)."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, or_, select

from salesmap.core.errors import RuleViolation
from salesmap.core.folding import fold, phone_key
from salesmap.core.i18n import _
from salesmap.store.models import Contact, Customer, Lead
from salesmap.store.unit_of_work import UnitOfWork


def refuse_conflict(
    change: UnitOfWork, customer: str | None, phone: str | None, email: str | None
) -> None:
    """Raise RuleViolation when an open lead has the same phone, e-mail or company."""
    sought: list[tuple[str, str | None, Any, Any, Any]] = [
        (
            _("phone"),
            phone_key(phone, change.database.country) if phone else None,
            col(Contact.phone_key),
            col(Lead.contact_id),
            Contact,
        ),
        (
            _("e-mail"),
            fold(email) if email else None,
            col(Contact.email_key),
            col(Lead.contact_id),
            Contact,
        ),
        (
            _("company"),
            fold(customer) if customer else None,
            col(Customer.name_key),
            col(Lead.customer_id),
            Customer,
        ),
    ]
    given = [
        (what, key, column, pointer, model) for what, key, column, pointer, model in sought if key
    ]
    if not given:
        return
    # Asked from the side of the keys, which are indexed: over the joined tables SQLite would read every open lead.
    same = [
        pointer.in_(select(model.id).where(column == key))
        for _what, key, column, pointer, model in given
    ]
    statement = (
        select(
            Lead.id,
            Lead.name,
            Lead.owner,
            *(column for _what, _key, column, _pointer, _model in given),
        )
        .select_from(Lead)
        .join(Contact, col(Contact.id) == col(Lead.contact_id), isouter=True)
        .join(Customer, col(Customer.id) == col(Lead.customer_id), isouter=True)
        .where(Lead.status == "open", or_(*same))
        .order_by(col(Lead.id))
        .limit(1)
    )
    found = change.session.exec(statement).first()
    if found is None:
        return
    lead_id, name, owner = found[:3]
    has: Sequence[str | None] = found[3:]
    shared = [each[0] for each, known in zip(given, has, strict=True) if each[1] == known]
    raise RuleViolation(
        _(
            "Open lead {id} ({name!r}, owner {owner}) has the same {shared}: check it, or "
            "add --allow-duplicate."
        ).format(id=lead_id, name=name, owner=owner or "–", shared=_(" and ").join(shared))
    )
