"""Conflicts: an open lead of the same customer, found when another is added (撞单)."""

from collections.abc import Sequence

from salesmap.actions.team.sight import Sight
from salesmap.core.i18n import N_
from salesmap.domain.company_names import company_key
from salesmap.domain.customer.numbers import NUMBERS, further_pattern, number_key, several
from salesmap.domain.errors import LikelyConflict, TakenByAnother
from salesmap.store.engine.hidden_leads import HiddenLead, taken
from salesmap.store.unit_of_work import UnitOfWork

_CONFLICT = """
SELECT l.id, l.name, l.owner, l.created_on{shared}
FROM lead l WHERE l.status = 'open' AND ({conditions}) ORDER BY l.id LIMIT 1
"""
# By the keys, which are indexed: over the joined tables SQLite would read every open lead.
_KNOWN = (
    "SELECT {id} FROM contact WHERE {key} = ? UNION ALL SELECT {id} FROM contact"
    " WHERE further_keys IS NOT NULL AND further_keys LIKE ? ESCAPE '\\'"
)
_BY_CONTACT = " OR ".join(
    f"l.{column} IN ({_KNOWN.replace('{id}', id)})"
    for column, id in (("contact_id", "id"), ("customer_id", "customer_id"))
)
_SAME = (
    "(" + _BY_CONTACT.format(key="phone_key") + ")",
    "(" + _BY_CONTACT.format(key="email_key") + ")",
    "l.customer_id IN (SELECT id FROM customer WHERE company_key = ?)",
)
_SHARED = (N_("phone"), N_("e-mail"), N_("company"))
_KINDS = ("phone", "email", "company")


def refuse_conflict(
    change: UnitOfWork, customer: str | None, phone: str | None, email: str | None
) -> None:
    """Raise LikelyConflict when an open lead has the same phone, email or company.

    TakenByAnother is all that is told of a lead that the user may not see.

    A lead is known by all phones and emails of its contact and of the others of its customer, a
    company by its name without the legal form.
    """
    country = change.database.country
    keys: tuple[list[str | None], ...] = (
        [number_key("phone", each, country) for each in several("phone", phone or "")],
        [number_key("email", each, country) for each in several("email", email or "")],
        [company_key(customer or "")],
    )
    given = [
        (same, what, _compared(kind, key))
        for same, what, kind, keys_of in zip(_SAME, _SHARED, _KINDS, keys, strict=True)
        for key in keys_of
        if key
    ]
    if not given:
        return
    hidden = _hidden(change, keys)
    conditions = [same for same, _what, _keys in given]
    parameters = [key for _same, _what, keys_of in given for key in keys_of]
    statement = _CONFLICT.format(
        shared="".join(f", CASE WHEN {same} THEN 1 ELSE 0 END" for same in conditions),
        conditions=" OR ".join(conditions),
    )
    for lead_id, name, owner, since, *is_same in change.sql(statement, *parameters, *parameters):
        same_in = {what for (_same, what, _keys), same in zip(given, is_same, strict=True) if same}
        shared = [what for what in _SHARED if what in same_in]
        if hidden and min(hidden).id < lead_id:
            break
        if not Sight(change.connection, change.database).user_has(owner):
            raise TakenByAnother(owner, since, shared)
        raise LikelyConflict(lead_id, name, owner, shared)
    if hidden:
        first = min(hidden)
        raise TakenByAnother(first.owner, first.created_on, hidden[first])


def _compared(kind: str, key: str) -> list[str]:
    """Return what a key is compared with: of a contact's, all phones or emails."""
    return [key, further_pattern(kind, key)] * 2 if kind in NUMBERS else [key]


def _hidden(
    change: UnitOfWork, keys: Sequence[Sequence[str | None]]
) -> dict[HiddenLead, list[str]]:
    """Return the leads that a person may not see on a server, with what is the same."""
    found: dict[HiddenLead, list[str]] = {}
    for kind, what, keys_of in zip(_KINDS, _SHARED, keys, strict=True):
        for key in filter(None, keys_of):
            for lead in taken(change.connection, kind, key):
                if what not in found.setdefault(lead, []):
                    found[lead].append(what)
    return found
