"""The fixed words of the book: told once for the schema, the commands and the reports."""

from salesmap.core.i18n import N_

STATUSES = (N_("open"), N_("won"), N_("lost"), N_("dropped"))
"""Where a lead is."""

ENDS = STATUSES[1:]
"""How a lead ends."""

KINDS = (N_("call"), N_("visit"), N_("message"), N_("email"), N_("meeting"), N_("note"))
"""What an interaction, or a follow-up, is."""

FORWARD = (N_("forward"), N_("won"))
"""How a stay in a stage ends when its lead goes on."""

OUTCOMES = (*FORWARD, N_("back"), N_("lost"), N_("dropped"), N_("moved"))
"""How a stay in a stage ends."""

ON_DUPLICATE = ("skip", "update", "error")
"""What an import does with a lead that is in the book already."""

CALENDAR_PARTS = ("event", "todo")
"""What a promise is in a calendar file."""

CARD_VERSIONS = ("3.0", "4.0")
"""The vCards that are written; older ones are read, too."""

TARGET_KINDS = (N_("value"), N_("count"), N_("activity"))
"""What a target counts: the value won, the leads won, what was done."""

TARGET_PARTS = ("person", "month", "week", "day")
"""What a target is split into."""

THRESHOLD_SIDES = (N_("above"), N_("below"))
"""On which side of its threshold a figure hurts."""

LEAD_TEXTS = frozenset({
    "name", "customer", "contact", "phone", "email", "wechat", "source", "product", "region", "currency", "owner", "pipeline", "stage",
    "status", "lost_reason", "external_id",
})  # fmt: skip
LEAD_NUMBERS = frozenset({"id", "version"})
LEAD_DAYS = frozenset({"expected_close", "next_due"})
LEAD_INSTANTS = frozenset({"created_at", "stage_since", "closed_at", "recorded_at", "updated_at"})
LEAD_FIELDS = LEAD_TEXTS | LEAD_NUMBERS | LEAD_DAYS | LEAD_INSTANTS | {"value"}
"""The fields of a lead, by kind: what a list can be filtered and sorted by."""

FIELD_SYNONYMS = {"process": "pipeline"}
"""Former names of fields and dimensions, still understood."""

FILTER = r"(?s)(.+?)(!=|>=|<=|=|>|<|~)(.*)"
"""A filter: a field, how it is compared, and with what."""

LEAD_FACTS = (
    "customer",
    "contact",
    "phone",
    "email",
    "wechat",
    "reach",
    "source",
    "product",
    "region",
    "value",
    "owner",
    "expected_close",
)
"""What a map can ask to be known of a lead, beside fields of one's own; `reach` is any way to the contact: phone, e-mail, WeChat."""
