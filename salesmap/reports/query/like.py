"""Patterns for LIKE."""

from collections.abc import Sequence

from salesmap.core.folding import fold


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
