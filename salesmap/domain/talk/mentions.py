"""Who is mentioned in a text: `@name`, in any case; a name may have spaces or be Chinese."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salesmap.core.folding import fold

# What stands before an @ in an address of e-mail. Chinese has no spaces: `请@王芳看` is a mention.
_AT = re.compile(r"(?<![A-Za-z0-9._%+-])[@＠]")
_UNKNOWN = re.compile(r"[^\W_][\w.-]*")
_LONGEST = 80


class Mentions(NamedTuple):
    """The people mentioned in a text, each once, and the words behind an @ that are nobody."""

    people: Sequence[str] = ()
    unknown: Sequence[str] = ()


def mentions(text: str, people: Iterable[str]) -> Mentions:
    """Return who of some people is mentioned. The longest name counts: `@ann lee` is not ann."""
    by_key = {fold(name): name for name in people}
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for at in _AT.finditer(text):
        rest = text[at.end() : at.end() + _LONGEST]
        name = _longest(rest, by_key)
        if name is not None:
            found[name] = None
        elif word := _UNKNOWN.match(rest):
            unknown[word[0]] = None
    return Mentions(list(found), list(unknown))


def _longest(rest: str, by_key: dict[str, str]) -> str | None:
    """Return the name with which a text begins, None for none."""
    if rest[:1].isspace():
        return None
    for length in range(len(rest), 0, -1):
        name = by_key.get(fold(rest[:length]))
        if name is not None and _ends_there(rest, length):
            return name
    return None


def _ends_there(rest: str, length: int) -> bool:
    """Return whether a name ends where a Latin word does; behind a Chinese one anything stands."""
    if rest[length - 1].isspace():
        return False
    before, after = rest[length - 1], rest[length : length + 1]
    return not (before.isascii() and after.isascii() and after.isalnum())
