"""Phone numbers among what people write beside them: extensions, and several in one field."""

import re
import unicodedata

_BETWEEN = re.compile(r"[、/;；,，|\n]|\s+(?:or|oder|ou)\s+|或")
_EXTENSION = re.compile(
    r"\s*(?:[转轉]|分机|分機|内线|內線|ext\.?|extension|durchwahl|dw\.?|nst\.?|poste|доб\.?|x|#)"
    r"\s*[:：.]?\s*\d{1,6}\s*$",
    re.IGNORECASE,
)
# 010-12345678-8 and 13900001111-8: what follows a whole Chinese number is an extension.
_BEHIND_NUMBER = re.compile(
    r"^((?:\+?86[- ]?)?(?:1\d{10}|0\d{2,3}[- ]?\d{7,8}|\(0\d{2,3}\) ?\d{7,8}))\s*-\s*\d{1,5}$"
)
_LEAST_DIGITS = 7


def phone_numbers(text: str) -> list[str]:
    """Return the numbers in a text without their extensions; the text itself if it has none."""
    shown = unicodedata.normalize("NFKC", text).strip()
    parts = [part.strip() for part in _BETWEEN.split(shown)]
    # 030/123456 is one number, and so is 010-12345678/79 with two endings.
    if len(parts) > 1 and _digits(parts[0]) < _LEAST_DIGITS:
        parts = [shown]
    numbers = [trunk for part in parts for trunk in _spaced(_trunk(part))]
    return [number for number in numbers if _digits(number) >= _LEAST_DIGITS] or [shown]


def split_phones(text: str) -> list[str]:
    """Return the phones in a text, each with its extension; the text itself unless it is several.

    Nothing is left out: where one of the parts is no whole number, the text stays one.
    """
    shown = unicodedata.normalize("NFKC", text).strip()
    parts = [each for part in _BETWEEN.split(shown) for each in _spaced(part.strip()) if each]
    are_whole = all(_is_whole(_trunk(part)) for part in parts)
    return parts if len(parts) > 1 and are_whole else [text]


def has_extension(text: str) -> bool:
    """Return whether digits of a text behind a whole number are an extension."""
    return "-" in text and bool(_BEHIND_NUMBER.match(text))


def _trunk(text: str) -> str:
    """Return a number without what is dialled after it."""
    without = _EXTENSION.sub("", text)
    if match := _BEHIND_NUMBER.match(without):
        return match[1]
    return without


def _spaced(text: str) -> list[str]:
    """Return the numbers that only spaces keep apart."""
    parts = text.split()
    if len(parts) > 1 and all(_digits(part) >= 10 for part in parts):
        return parts
    return [text]


def _is_whole(trunk: str) -> bool:
    """Return whether a number can be dialled: 0049171 is but the beginning of one."""
    least = _LEAST_DIGITS + 3 if trunk.startswith(("+", "00")) else _LEAST_DIGITS
    return _digits(trunk) >= least


def _digits(text: str) -> int:
    return sum(1 for character in text if character.isdecimal())
