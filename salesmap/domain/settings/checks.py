"""What a setting of the database can be: each check returns a value as it is kept."""

import re
from string import Formatter

from salesmap.core.errors import UsageError
from salesmap.core.figures.currencies import check_currency
from salesmap.core.i18n import N_, _
from salesmap.core.text import one_line
from salesmap.core.working_time.countries import COUNTRIES
from salesmap.core.working_time.errors import UnknownCountry
from salesmap.core.working_time.hours import parse_hours

_LONGEST = 1_000
_LONGEST_FORM = 40
_PLACES = {"n": re.compile("(?:0[1-9])?"), "year": re.compile("")}


class InvalidSharedSetting(UsageError):
    """A setting cannot have this value. `text` says what it must be."""

    code = "invalid_setting"

    def __init__(self, key: str, value: str, text: str, **data: str) -> None:
        message = _(text).format(key=key, value=value, **data)
        super().__init__(message, key=key, value=value, known=[])


def text(key: str, value: str) -> str:
    """Return a text of one line. Raises InvalidSharedSetting."""
    line = one_line(value)
    if not line or len(line) > _LONGEST:
        raise InvalidSharedSetting(key, value, N_("{key} must be a text of one line."))
    return line


def email(key: str, value: str) -> str:
    """Return an e-mail address. Raises InvalidSharedSetting."""
    address = text(key, value)
    if "@" not in address.strip("@") or " " in address:
        raise InvalidSharedSetting(key, value, N_("{key}: {value!r} is no e-mail address."))
    return address


def unchanged(_key: str, value: str) -> str:
    """Return any value: a picture is checked where its file is read."""
    return value


def number(key: str, value: str) -> str:
    """Return the form of numbers: it has `{n}`, which may be padded, and perhaps `{year}`.

    Something else must tell them from ids, and from references such as `lead:7`.
    """
    form = one_line(value)
    try:
        pieces = list(Formatter().parse(form))
    except ValueError:
        pieces = []
    parts = [part[1:] for part in pieces if part[1] is not None]
    words = "".join(part[0] for part in pieces)
    is_known = all(
        name in _PLACES and _PLACES[name].fullmatch(spec or "") and not conversion
        for name, spec, conversion in parts
    )
    is_told_apart = ":" not in words and not all(map(str.isdigit, words))
    has_place = "n" in [name for name, *_more in parts]
    if not (is_known and has_place and is_told_apart) or len(form) > _LONGEST_FORM:
        raise InvalidSharedSetting(
            key,
            value,
            N_(
                "{key} cannot be {value!r}: it must hold {{n}} beside letters or signs and may "
                "hold {{year}}, as in {example}."
            ),
            example="Q-{year}-{n:04}",
        )
    return form


def country(_key: str, value: str) -> str:
    """Return the code of a country whose holidays are known. Raises UnknownCountry."""
    code = value.strip().upper()
    if code not in COUNTRIES:
        raise UnknownCountry(value, COUNTRIES)
    return code


def zone(key: str, value: str) -> str:
    """Return the name of a time zone. Raises InvalidSharedSetting."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(value.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidSharedSetting(
            key, value, N_("{key}: unknown time zone {value!r}, write it like Asia/Shanghai.")
        ) from None


def hours(key: str, value: str) -> str:
    """Return working hours as they were typed. Raises UnreadableHours."""
    line = text(key, value)
    parse_hours(line)
    return line


def currency(_key: str, value: str) -> str:
    """Return the code of a currency. Raises UnknownCurrency."""
    return check_currency(value)
