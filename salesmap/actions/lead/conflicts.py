"""Conflicts: an open lead of the same customer, found when another is added (撞单)."""

from salesmap.core.folding import fold, phone_key
from salesmap.core.i18n import N_
from salesmap.domain.errors import LikelyConflict
from salesmap.store.unit_of_work import UnitOfWork

_CONFLICT = """
SELECT l.id, l.name, l.owner, k.phone_key, k.email_key, c.name_key
FROM lead l LEFT JOIN contact k ON k.id = l.contact_id LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.status = 'open' AND ({conditions}) ORDER BY l.id LIMIT 1
"""
# By the keys, which are indexed: over the joined tables SQLite would read every open lead.
_SAME = (
    "l.contact_id IN (SELECT id FROM contact WHERE phone_key = ?)",
    "l.contact_id IN (SELECT id FROM contact WHERE email_key = ?)",
    "l.customer_id IN (SELECT id FROM customer WHERE name_key = ?)",
)
_SHARED = (N_("phone"), N_("e-mail"), N_("company"))


def refuse_conflict(
    change: UnitOfWork, customer: str | None, phone: str | None, email: str | None
) -> None:
    """Raise LikelyConflict when an open lead has the same phone, email or company."""
    keys = (
        phone_key(phone, change.database.country) if phone else None,
        fold(email) if email else None,
        fold(customer) if customer else None,
    )
    conditions = [same for same, key in zip(_SAME, keys, strict=True) if key]
    if not conditions:
        return
    statement = _CONFLICT.format(conditions=" OR ".join(conditions))
    for lead_id, name, owner, *existing in change.sql(statement, *filter(None, keys)):
        shared = [
            what
            for what, key, value in zip(_SHARED, keys, existing, strict=True)
            if key and key == value
        ]
        raise LikelyConflict(lead_id, name, owner, shared)
