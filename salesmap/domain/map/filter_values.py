"""Whether the value of a filter can be compared with a kind of field, before there are any."""

from datetime import date

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import LEAD_DAYS, LEAD_INSTANTS, LEAD_NUMBERS, STATUSES

_SOME_DAY = date(2026, 1, 1)
_DIGITS = 19
"""A number of so many digits is none that a database holds."""


def kind_of_lead_field(name: str) -> str:
    """Return the kind of a field of leads: `day instant money int status`, else `text`."""
    if name in LEAD_DAYS or name in LEAD_INSTANTS:
        return "day"
    if name == "value":
        return "money"
    if name == "status":
        return "status"
    return "int" if name in LEAD_NUMBERS else "text"


def unreadable(kind: str, field: str, operator: str, value: str) -> str | None:
    """Return why a value cannot be compared with a field; an empty one means that it is empty."""
    from salesmap.core.dates import parse_day
    from salesmap.core.money import parse_money

    if operator == "~" or (value == "" and operator in ("=", "!=")):
        return None
    try:
        if kind in ("day", "instant"):
            parse_day(value, _SOME_DAY)
        elif kind == "money":
            parse_money(value)
    except UsageError as error:
        return str(error)
    if kind == "int" and not (value.isascii() and value.isdigit() and len(value) < _DIGITS):
        return _("{field} must be a number, not {value!r}.").format(field=field, value=value)
    if kind == "status" and value not in (*STATUSES, "all"):
        return _("{key} cannot be {value!r}: choose one of {known}").format(
            key=field, value=value, known=_(", ").join(STATUSES)
        )
    return None
