"""The fields of a customer: the one table from which lists, filters, sort keys and groups derive.

A field is worked out only where it is shown, filtered or sorted by.
"""

from typing import NamedTuple

from salesmap.core.i18n import declare_labels, key_of


class Field(NamedTuple):
    """A field, in the order of `customer show --format json`.

    `kind` is that of a table's column. `sql` is its value over `customer c`, empty where it takes
    a look at all leads. `folded` is the column with the text in folded form. `zh` is the Chinese
    heading where the catalogue has none.
    """

    key: str
    kind: str
    sql: str
    folded: str = ""
    zh: str = ""


_LEADS = "FROM lead l WHERE l.customer_id = c.id"
_WON = f"{_LEADS} AND l.status = 'won'"
_FIRST_CONTACT = (
    "(SELECT k.{} FROM contact k WHERE k.id = "
    "(SELECT min(o.id) FROM contact o WHERE o.customer_id = c.id))"
)
_NEWEST_FIRST = "ORDER BY l.status <> 'open', l.created_at DESC, l.id DESC LIMIT 1"
_OWNER = (
    f"(SELECT coalesce(l.caretaker, l.owner) {_LEADS} AND l.status <> 'dropped' {_NEWEST_FIRST})"
)
_REGION = (
    f"(SELECT l.region {_LEADS} AND l.status <> 'dropped' AND l.region IS NOT NULL {_NEWEST_FIRST})"
)
_CONTACTED = (
    "SELECT max(i.at) AS at FROM interaction i JOIN lead l ON l.id = i.lead_id"
    " WHERE l.customer_id = c.id AND i.kind <> 'note'"
)
_ANSWERED = (
    "SELECT max(e.at) AS at FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id"
    " WHERE t.customer_id = c.id AND e.kind = 'replied' AND e.is_human = 1"
)
_VISITED = "SELECT max(v.at) AS at FROM care_visit v WHERE v.customer_id = c.id"
_LAST_CONTACT = (
    f"(SELECT max(m.at) FROM ({_CONTACTED} UNION ALL {_ANSWERED} UNION ALL {_VISITED}) AS m)"
)
_NEXT_DUE = (
    "(SELECT min(f.due_on) FROM followup f JOIN lead l ON l.id = f.lead_id"
    " WHERE l.customer_id = c.id AND f.done_at IS NULL AND f.dropped_at IS NULL)"
)
_TICKETS = (
    "(SELECT count(*) FROM ticket t"
    " WHERE t.customer_id = c.id AND t.resolved_at IS NULL AND t.closed_at IS NULL)"
)
_SATISFACTION = (
    "(SELECT r.score FROM rating r WHERE r.customer_id = c.id AND r.scale = 'csat5'"
    " ORDER BY r.at DESC, r.id DESC LIMIT 1)"
)
_REFERRED = (
    "(SELECT count(*) FROM lead l WHERE l.status <> 'dropped'"
    " AND coalesce(l.customer_id, 0) <> c.id AND (l.referred_by_customer_id = c.id"
    " OR l.referred_by_contact_id IN (SELECT k.id FROM contact k WHERE k.customer_id = c.id)))"
)

FIELDS = (
    Field("id", "int", "c.id"),
    Field("name", "text", "c.name", "c.name_key"),
    Field("tier", "text", "c.tier"),
    Field("owner", "text", _OWNER),
    Field("phone", "phone", _FIRST_CONTACT.format("phone")),
    Field("email", "text", _FIRST_CONTACT.format("email"), _FIRST_CONTACT.format("email_key")),
    Field("region", "text", _REGION),
    Field("leads_open", "int", f"(SELECT count(*) {_LEADS} AND l.status = 'open')"),
    Field("leads_won", "int", f"(SELECT count(*) {_WON})"),
    Field("value_won", "money", ""),
    Field("currency", "text", ""),
    Field("first_purchase", "day", f"(SELECT min(l.closed_on) {_WON})"),
    Field("last_purchase", "day", f"(SELECT max(l.closed_on) {_WON})"),
    Field("purchases", "int", f"(SELECT count(DISTINCT l.closed_on) {_WON})"),
    Field("last_contact", "instant", _LAST_CONTACT),
    Field("next_due", "day", _NEXT_DUE),
    Field("tickets_open", "int", _TICKETS, zh="未解决工单数"),
    Field("satisfaction", "int", _SATISFACTION, zh="满意度"),
    Field("referred", "int", _REFERRED, zh="转介绍线索数"),
    Field("rfm", "text", ""),
    Field("external_id", "text", "c.external_id"),
    Field("address", "text", "c.address"),
    Field("tax_no", "text", "c.tax_no"),
    Field("bank", "text", "c.bank"),
    Field("account", "text", "c.account"),
)

_SYNONYMS = {"customer": "name"}
"""What a field is called in lists of leads."""

BY_KEY = {field.key: field for field in FIELDS}
FIELD_KEYS = tuple(BY_KEY)

declare_labels({field.key: (None, field.zh) for field in FIELDS if field.zh})


def field_named(name: str) -> Field | None:
    """Return the field that a word means, in either language; None if it means none."""
    key = key_of(name, (*FIELD_KEYS, *_SYNONYMS))
    return BY_KEY.get(_SYNONYMS.get(key, key))
