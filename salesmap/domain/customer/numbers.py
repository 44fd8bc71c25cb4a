"""The phones and emails of a contact: one is preferred, the further ones are among its fields."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from salesmap.core.folding import fold, phone_key
from salesmap.domain.records import Contact

NUMBERS = ("phone", "email")
"""What a contact may have several of; the first is the preferred one."""

_SEPARATORS = ";,、，；|/"
_BETWEEN_EMAILS = re.compile(rf"[\s{_SEPARATORS}]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def several(kind: str, text: str) -> list[str]:
    """Return the phones or emails written in a text; the text itself unless it is several."""
    if kind == "phone":
        if text.isascii() and text.isdigit():
            return [text]
        from salesmap.core.phones import split_phones

        return split_phones(text)
    if not _BETWEEN_EMAILS.search(text):
        return [text]
    parts = [part for part in _BETWEEN_EMAILS.split(text.strip()) if part]
    return parts if len(parts) > 1 and all(map(_EMAIL.fullmatch, parts)) else [text]


def are_single(kind: str, texts: Iterable[str]) -> bool:
    """Return whether it is plain to see that none of the texts holds several phones or emails."""
    joined = "".join(texts)
    if kind == "phone":
        return not joined or (joined.isascii() and joined.isdigit())
    return len(joined.split()) < 2 and not any(sign in joined for sign in _SEPARATORS)


def numbers_of(contact: Contact, kind: str) -> list[tuple[str, str]]:
    """Return a contact's phones or emails as (key, text), the preferred one first."""
    first: str | None = getattr(contact, kind)
    return [*([(kind, first)] if first else []), *further_pairs(json.loads(contact.fields), kind)]


def further_numbers(fields: Mapping[str, str], kind: str) -> list[str]:
    """Return the phones or emails that are not the preferred one."""
    return [text for _key, text in further_pairs(fields, kind)]


def further_pairs(fields: Mapping[str, str], kind: str) -> list[tuple[str, str]]:
    """Return the phones or emails that are not the preferred one as (key, text)."""
    return [(key, text) for key, text in fields.items() if is_number(key, kind)]


def add_further(
    fields: Mapping[str, str], numbers: Iterable[tuple[str, str]], held: Sequence[str], country: str
) -> dict[str, str]:
    """Return fields with further phones or emails as (key, text), under free keys.

    Those that are `held`, or among the fields, are not added.
    """
    found = dict(fields)
    for key, text in numbers:
        kind = key.partition(" ")[0]
        known = (*held, *(each for _key, each in further_pairs(found, kind)))
        if not any(is_same(kind, text, each, country) for each in known):
            found[unused_key(found, kind, key)] = text
    return found


def without_numbers(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that are no phone and no email."""
    return {
        key: text
        for key, text in fields.items()
        if not any(is_number(key, kind) for kind in NUMBERS)
    }


def unused_key(fields: Mapping[str, str], kind: str, key: str) -> str:
    """Return a key such as `phone work`, or the next free `phone 2`."""
    if key not in (kind, *fields):
        return key
    number = 2
    while f"{kind} {number}" in fields:
        number += 1
    return f"{kind} {number}"


def number_key(kind: str, text: str, country: str) -> str | None:
    """Return the form in which phones or emails are compared: that of the first of several."""
    return phone_key(text, country) if kind == "phone" else fold(several(kind, text)[0]) or None


def further_keys(fields: Mapping[str, str], country: str) -> str | None:
    """Return the forms in which further phones and emails are compared, as contacts keep them.

    A JSON list of `phone KEY` and `email KEY`; None for none.
    """
    keys = [
        f"{kind} {key}"
        for kind in NUMBERS
        for text in further_numbers(fields, kind)
        if (key := number_key(kind, text, country))
    ]
    return json.dumps(list(dict.fromkeys(keys)), ensure_ascii=False) if keys else None


def further_pattern(kind: str, key: str) -> str:
    """Return the pattern, for LIKE with ESCAPE '\\', of further keys that hold one."""
    held = json.dumps(f"{kind} {key}", ensure_ascii=False)
    return "%" + held.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def is_same(kind: str, one: str, other: str, country: str) -> bool:
    """Return whether two texts are the same phone or email."""
    return number_key(kind, one, country) == number_key(kind, other, country)


def is_number(key: str, kind: str) -> bool:
    """Return whether a field is a phone, or an email."""
    return key == kind or key.startswith(f"{kind} ")
