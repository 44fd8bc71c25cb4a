"""The check of a filter on customers before there are any: in a map."""

import re
from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.core.money import parse_amount
from salesmap.domain.customer.fields import FIELD_KEYS, field_named
from salesmap.domain.map.filter_values import unreadable
from salesmap.domain.vocabulary import FILTER, LEAD_FIELDS


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
    if wrong := unreadable(field.kind, field.key, operator, value):
        return wrong
    if field.kind == "money" and operator != "~" and value and parse_amount(value)[1]:
        text = _("The amount {value!r} names a currency, which this figure cannot be asked for.")
        return text.format(value=value)
    return None
