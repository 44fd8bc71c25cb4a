"""Words that a shell may complete."""

import sqlite3

from salesmap.core.folding import fold
from salesmap.reports.query.statements import statements

_LAST = "\U0010ffff"


def names(
    connection: sqlite3.Connection, what: str, beginning: str, lang: str
) -> list[tuple[str, str]]:
    """(word, help) of the `lead_names`, `owners` or `stages` that begin so; at most 30 names."""
    key = fold(beginning)
    parameters = {"word": beginning, "key": key, "after": key + _LAST, "last": _LAST, "lang": lang}
    return connection.execute(statements("query/completion")[what], parameters).fetchall()
