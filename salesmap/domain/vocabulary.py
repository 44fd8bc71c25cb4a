"""The fixed words of the product, for the schema, the commands and the reports alike."""

from salesmap.core.i18n import N_
from salesmap.domain.fields import keys_of_kind

STATUSES = (N_("open"), N_("won"), N_("lost"), N_("dropped"))
"""The statuses of a lead."""

ENDS = STATUSES[1:]
"""The statuses of a closed lead."""

KINDS = (N_("call"), N_("visit"), N_("message"), N_("email"), N_("meeting"), N_("note"))
"""The types of interactions and follow-ups."""

FORWARD = (N_("forward"), N_("won"))
"""The outcomes of a stage visit whose lead advanced."""

OUTCOMES = (*FORWARD, N_("back"), N_("lost"), N_("dropped"), N_("moved"))
"""The outcomes of a stage visit."""

ON_DUPLICATE = ("skip", "update", "error")
"""What an import does with a lead that the database has already."""

CALENDAR_PARTS = ("event", "todo")
"""How a calendar file shows a follow-up."""

CARD_VERSIONS = ("3.0", "4.0")
"""The versions of vCards that are written; older ones are read, too."""

TIERS = ("A", "B", "C")
"""The tiers of customers, the best first."""

TIER_SET = N_("tier of customer set: {}")
"""What the history says of it; its subject has the customer, the tiers and the reason."""

TIERS_APPLIED = N_("tiers applied by rule: {}")
"""What the history says of the map's tiers; its subject is how many customers changed theirs."""

TARGET_KINDS = (N_("value"), N_("count"), N_("activity"))
"""What a target counts: value won, leads won, activities."""

TARGET_PARTS = ("person", "team", "month", "week", "day")
"""The parts that a target can be split into."""

THRESHOLD_SIDES = (N_("above"), N_("below"))
"""On which side of its threshold a figure is a problem."""

LEAD_TEXTS = keys_of_kind("text", "key", "word")
LEAD_NUMBERS = keys_of_kind("int")
LEAD_DAYS = keys_of_kind("day")
LEAD_INSTANTS = keys_of_kind("instant")
LEAD_FIELDS = LEAD_TEXTS | LEAD_NUMBERS | LEAD_DAYS | LEAD_INSTANTS | {"value"}
"""The fields of a lead by which a list can be filtered and sorted."""

FIELD_SYNONYMS = {"process": "pipeline"}
"""Former names of fields and dimensions, still understood."""

FILTER = r"(?s)(.+?)(!=|>=|<=|=|>|<|~)(.*)"
"""A filter: field, operator, value."""


def is_me(name: str) -> bool:
    """Return whether a name means the person at the keyboard."""
    return name.casefold() in ("me", "我")
