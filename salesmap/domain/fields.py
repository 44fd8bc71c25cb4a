"""The fields of a lead: the one table from which lists, filters, imports, merges and groups derive.

A text that people fill in on the lead itself, such as its industry, is a line here (`_plain`), a
column of the model with its migration, and `python -m salesmap.store.generate`. Options, filters,
groups, drafts, imports, exports, merges and headings follow.
"""

from typing import NamedTuple

from salesmap.core.i18n import declare_labels


class Field(NamedTuple):
    """A field, in the order of `lead show --format json`.

    `kind` is that of a table's column. `sql` is its value over `lead l` with its customer `c`,
    contact `k`, stage `s` and pipeline `p`. `is_plain`: a text that people fill in on the lead
    itself; it is an option, a filter, a dimension, imported and merged. `can_be_required`: a map
    may ask for it. `zh` is the Chinese heading where the catalogue has none, `heading` the English
    one where the key says too little.
    """

    key: str
    kind: str
    sql: str
    is_plain: bool = False
    can_be_required: bool = False
    zh: str = ""
    heading: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What people call the field."""
        return tuple(filter(None, (self.key, self.heading, self.zh)))


def _plain(key: str, zh: str, heading: str | None = None) -> Field:
    return Field(key, "text", f"l.{key}", True, True, zh, heading)


_NEXT_DUE = (
    "(SELECT min(f.due_on) FROM followup f"
    " WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL)"
)
_TAGS = (
    "(SELECT json_group_array(tag) FROM"
    " (SELECT t.tag FROM lead_tag t WHERE t.lead_id = l.id ORDER BY t.tag) tags)"
)

REFERRED_BY = (
    "CASE WHEN l.referred_by_contact_id IS NOT NULL THEN (SELECT coalesce(r.name, r.email, r.phone)"
    " || coalesce(' (' || o.name || ')', '') FROM contact r LEFT JOIN customer o"
    " ON o.id = r.customer_id WHERE r.id = l.referred_by_contact_id)"
    " WHEN l.referred_by_customer_id IS NOT NULL THEN"
    " (SELECT r.name FROM customer r WHERE r.id = l.referred_by_customer_id) END"
)
"""Who brought the lead: a customer, or a contact with its company in brackets."""

_CREATED_AT = "CASE WHEN l.created_unknown IS NULL THEN l.created_at END"

FIELDS = (
    Field("id", "int", "l.id"),
    Field("name", "text", "l.name"),
    Field("customer", "text", "c.name", can_be_required=True),
    Field("contact", "text", "k.name", can_be_required=True),
    Field("phone", "text", "k.phone", can_be_required=True),
    Field("email", "text", "k.email", can_be_required=True),
    _plain("source", "线索来源", "Lead source"),
    _plain("product", "产品"),
    _plain("region", "区域"),
    _plain("industry", "行业"),
    Field("value", "money", "l.value_cents", can_be_required=True),
    Field("currency", "text", "l.currency"),
    Field("owner", "text", "l.owner", can_be_required=True),
    Field("pipeline", "key", "p.key"),
    Field("stage", "key", "s.key"),
    Field("status", "word", "l.status"),
    Field("created_at", "instant", _CREATED_AT),
    Field("stage_since", "instant", "l.stage_since"),
    Field("expected_close", "day", "l.expected_close", can_be_required=True),
    Field("closed_at", "instant", "l.closed_at"),
    Field("lost_reason", "text", "l.lost_reason"),
    Field("next_due", "day", _NEXT_DUE),
    Field("external_id", "text", "l.external_id"),
    Field("tags", "list", _TAGS),
    Field("version", "int", "l.version"),
    Field("updated_at", "instant", "l.updated_at"),
    Field("caretaker", "text", "l.caretaker", zh="照管人"),
    Field("referred_by", "text", REFERRED_BY, zh="介绍人"),
    Field("wechat", "text", "k.wechat", can_be_required=True),
    Field("recorded_at", "instant", "l.recorded_at"),
    Field("fields", "object", "l.fields"),
)

PLAIN = tuple(field for field in FIELDS if field.is_plain)
PLAIN_FIELDS = tuple(field.key for field in PLAIN)

declare_labels({field.key: (field.heading, field.zh) for field in FIELDS if field.zh})

REACH = "reach"
"""A way to reach the contact, any of phone, email and WeChat: what a map may ask for."""

REQUIRABLE_FIELDS = (*(field.key for field in FIELDS if field.can_be_required), REACH)
"""The standard fields that a map can require, beside custom fields."""


def keys_of_kind(*kinds: str) -> frozenset[str]:
    """Return the keys of the fields of these kinds."""
    return frozenset(field.key for field in FIELDS if field.kind in kinds)
