"""Values of fields of one's own, as the map types them. They are kept as texts; a typed one in its one canonical form."""

from datetime import date

from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _
from salesmap.domain.map.model import FieldSpec, Words

TYPES = (
    N_("text"),
    N_("number"),
    N_("money"),
    N_("date"),
    N_("yesno"),
    N_("choice"),
    N_("choices"),
)
"""What a field can hold: any text, a number, an amount, a day, yes or no, one of its choices, several of them."""

SEVERAL = ", "
"""What stands between several choices."""

_YES = {"yes", "y", "true", "1", "是", "有", "对", "√"}
_NO = {"no", "n", "false", "0", "否", "无", "没有", "不"}


def canonical(field: FieldSpec, text: str, today: date) -> str:
    """The value in its one form; an empty text stays empty. Raises UsageError for what the field cannot hold."""
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
        raise UsageError(
            _("{field} must be a number, not {value!r}.").format(field=field.key, value=text)
        )
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
    raise UsageError(
        _("{field} must be yes or no, not {value!r}.").format(field=field.key, value=text)
    )


def _choice(field: FieldSpec, text: str) -> str:
    found = next(
        (
            choice
            for choice in field.choices
            if text.casefold() in (choice.en.casefold(), choice.zh.casefold())
        ),
        None,
    )
    if found is None:
        known = ", ".join(choice_label(choice) for choice in field.choices)
        raise UsageError(
            _("{field} cannot be {value!r}: choose one of {known}.").format(
                field=field.key, value=text, known=known
            )
        )
    return found.en


def display_value(field: FieldSpec | None, value: str | None, lang: str) -> str | None:
    """A value as a person reads it: a choice in their language."""
    if field is None or not value or not field.choices:
        return value
    known = {choice.en: choice.text(lang) for choice in field.choices}
    return SEVERAL.join(known.get(part, part) for part in value.split(SEVERAL))


def choice_label(choice: Words) -> str:
    """A choice in both languages, where they differ."""
    return choice.en if choice.en == choice.zh else f"{choice.en} {choice.zh}"
