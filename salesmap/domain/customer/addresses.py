"""What can be a phone number or an email address at all, however it is written."""

import re

FEWEST_DIGITS = 3
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_ONE_EMAIL = re.compile(r"[^@\s,;，；、|/]+@[^@\s,;，；、|/]+")


def is_phone(text: str) -> bool:
    """Return whether a text has the digits of a phone number; extensions are short."""
    last = text[-FEWEST_DIGITS:]
    if last.isdecimal() and len(last) == FEWEST_DIGITS:
        return True
    return sum(character.isdecimal() for character in text) >= FEWEST_DIGITS


def is_one_email(text: str) -> bool:
    """Return whether a text is an email address, and nothing that could be between two of them."""
    return bool(_ONE_EMAIL.fullmatch(text))


def is_whole_email(text: str) -> bool:
    """Return whether a text can be nothing but an email address: its domain has a dot."""
    return is_one_email(text) and "." in text.rpartition("@")[2].strip(".")


def is_email(text: str) -> bool:
    """Return whether a text is an email address, or several with a sign between them."""
    parts = [each.strip() for each in re.split("[,;，；]", text) if each.strip()]
    return is_one_email(text) or (bool(parts) and all(map(_EMAIL.fullmatch, parts)))
