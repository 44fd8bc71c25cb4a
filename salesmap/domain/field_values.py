"""Values of custom fields by their type in the map. Stored as text in one canonical form."""

from datetime import date

from salesmap.core.i18n import N_
from salesmap.domain.map.errors import InvalidChoice, InvalidNumber, InvalidYesNo
from salesmap.domain.map.model import FieldSpec
from salesmap.domain.map.words import Words

TYPES = (
    N_("text"),
    N_("number"),
    N_("money"),
    N_("date"),
    N_("yesno"),
    N_("choice"),
    N_("choices"),
)
"""What a field can hold; `choices` are several of its choices."""

SEVERAL = ", "
"""The separator of several choices."""

_YES = {"yes", "y", "true", "1", "是", "有", "对", "√"}
_NO = {"no", "n", "false", "0", "否", "无", "没有", "不"}


def canonical(field: FieldSpec, text: str, today: date) -> str:
    """Return the value in its canonical form; an empty text stays empty.

    Raises UsageError for what the field cannot hold.
    """
    text = text.strip()
    if not text or field.type == "text":
        return text
    match field.type:
        case "number":
            return _number(field, text)
        case "money":
            return _money(text)
        case "date":
            from salesmap.core.dates import parse_day

            return parse_day(text, today).isoformat()
        case "yesno":
            return _yes_or_no(field, text)
        case "choice":
            return _choice(field, text)
    parts = [
        part.strip()
        for part in text.replace("，", ",").replace("、", ",").replace(";", ",").split(",")
        if part.strip()
    ]
    return SEVERAL.join(dict.fromkeys(_choice(field, part) for part in parts))


def _number(field: FieldSpec, text: str) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidNumber(field, text)
    return f"{number.normalize():f}"


def _money(text: str) -> str:
    from salesmap.core.money import parse_money

    cents, currency = parse_money(text)
    amount = f"{cents / 100:.2f}".removesuffix(".00")
    return f"{amount} {currency}" if currency else amount


def _yes_or_no(field: FieldSpec, text: str) -> str:
    word = text.casefold()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise InvalidYesNo(field, text)


def _choice(field: FieldSpec, text: str) -> str:
    for choice in field.choices:
        if text.casefold() in (choice.en.casefold(), choice.zh.casefold()):
            return choice.en
    raise InvalidChoice(field, text, map(choice_label, field.choices))


def display_value(field: FieldSpec | None, value: str | None, lang: str) -> str | None:
    """Return the value as people read it: choices in their language."""
    if field is None or not value or not field.choices:
        return value
    labels = {choice.en: choice.text(lang) for choice in field.choices}
    return SEVERAL.join(labels.get(part, part) for part in value.split(SEVERAL))


def choice_label(choice: Words) -> str:
    """Return a choice in both languages where they differ."""
    return choice.en if choice.en == choice.zh else f"{choice.en} {choice.zh}"
