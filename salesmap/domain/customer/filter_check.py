"""The check of a filter on customers before there are any: in a map."""

import re
from collections.abc import Sequence
from datetime import date

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.customer.fields import FIELD_KEYS, Field, field_named
from salesmap.domain.vocabulary import FILTER, LEAD_FIELDS

_SOME_DAY = date(2026, 1, 1)


def filter_problem(text: str, custom_fields: Sequence[str]) -> str | None:
    """Return what is wrong with a filter on customers, None for a good one.

    It may be on a field of leads, too: of the map's `custom_fields`, or of every lead.
    """
    match = re.fullmatch(FILTER, text)
    if not match:
        return _(
            "{text!r} is not a filter: write field=value, field!=value, field>value or field~text"
        ).format(text=text)
    name, operator, value = match[1].strip(), match[2], match[3]
    field = field_named(name)
    if field is None:
        of_leads = {*LEAD_FIELDS, "tag", *custom_fields}
        if name in of_leads:
            return None
        known = _(", ").join(FIELD_KEYS)
        return _("unknown {what} {key!r}: choose one of {known}").format(
            what=_("field"), key=name, known=known
        )
    if field.key == "tier":
        return _("a tier cannot depend on the tier")
    return _unreadable(field, operator, value)


def _unreadable(field: Field, operator: str, value: str) -> str | None:
    """Return why a value cannot be compared with a field; an empty one means that it is empty."""
    from salesmap.core.dates import parse_day
    from salesmap.core.money import parse_money

    if operator == "~" or (value == "" and operator in ("=", "!=")):
        return None
    try:
        if field.kind in ("day", "instant"):
            parse_day(value, _SOME_DAY)
        elif field.kind == "money":
            parse_money(value)
        elif field.kind == "int" and not (value.isascii() and value.isdigit()):
            return _("{field} must be a number, not {value!r}.").format(
                field=field.key, value=value
            )
    except UsageError as error:
        return str(error)
    return None
