"""Small changes of texts.

Addresses of messengers and databases carry passwords and keys: only their kind is shown.
"""

import re
import unicodedata

_ADDRESS = r"(?P<scheme>[A-Za-z][\w+.-]*)://[^\s'\"]+"
_OPEN = frozenset({"http", "https", "file", "sqlite"})
"""Kinds of addresses that are shown whole, unless a password stands in them."""

_MASK = "…"


def in_a_sentence(text: str) -> str:
    """Return a text with a small first letter, unless its first word is a name such as WeChat."""
    first = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if first[1:].islower() else text


def mask(text: str) -> str:
    """Return a text with only the kind of each address in it: `mailto://…`."""
    return re.sub(_ADDRESS, _shown, text)


def mask_address(address: str) -> str:
    """Return the kind of an address, of one that is mistyped nothing."""
    masked = mask(address)
    return masked if "://" in address else _MASK


def _shown(match: re.Match[str]) -> str:
    if match["scheme"].lower() in _OPEN and "@" not in match[0]:
        return match[0]
    return f"{match['scheme']}://{_MASK}"


def without_controls(text: str) -> str:
    """Return a text without control characters, for files that other programs read."""
    if text.isprintable():
        return text
    return "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Zl", "Zp"))


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return without_controls(" ".join(text.split()))
