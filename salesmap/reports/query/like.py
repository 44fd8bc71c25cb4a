"""Patterns for LIKE, and the phones of a contact as a search looks through them."""

from collections.abc import Sequence

from salesmap.core.folding import fold
from salesmap.reports.errors import SearchTooLongError

_LONGEST_PATTERN = 1000


def escape_like(text: str) -> str:
    """Return a text that stands for itself in a LIKE pattern with ESCAPE '\\'."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def with_words(column: str, texts: Sequence[str], prefix: str) -> tuple[str, dict[str, str]]:
    """Return the condition that a folded column has every word of one of the texts, if any.

    The names of its parameters, which are returned, too, begin with the prefix.
    """
    parameters: dict[str, str] = {}
    alternatives = []
    for text in texts:
        tests = ["1 = 1"]
        for word in fold(text).split():
            tests.append(f"{column} LIKE :{prefix}{len(parameters)} ESCAPE '\\'")
            parameters[f"{prefix}{len(parameters)}"] = f"%{escape_like(word)}%"
        alternatives.append(" AND ".join(tests))
    return f"({' OR '.join(alternatives) or '1 = 1'})", parameters


def pattern_of(text: str) -> str:
    """Return the pattern of a text that stands anywhere. Raises SearchTooLongError."""
    if len(text) > _LONGEST_PATTERN:
        raise SearchTooLongError(_LONGEST_PATTERN)
    return f"%{escape_like(text)}%"


def phones_of(contact: str = "") -> str:
    """Return the SQL of the digits of all phones of a contact, one behind the other.

    The preferred one in E.164 and as typed, which may be several, and the further ones. `contact`
    is the alias in the statement, with its dot.
    """
    typed = f"coalesce({contact}phone, '') || ' ' || {contact}fields"
    for between in " -()./":
        typed = f"replace({typed}, '{between}', '')"
    return f"(coalesce({contact}phone_key, '') || ' ' || {typed})"
