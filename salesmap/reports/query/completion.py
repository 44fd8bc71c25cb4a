"""The words that a shell may complete."""

from salesmap.core.folding import fold
from salesmap.core.statements import statements
from salesmap.store.connection import Connection

_LAST_CHARACTER = "\U0010ffff"


def completions(
    connection: Connection, kind: str, beginning: str, lang: str
) -> list[tuple[str, str]]:
    """Return (word, help) of the `lead_names`, `owners` or `stages` that begin so; 30 at most."""
    key = fold(beginning)
    parameters = {
        "word": beginning,
        "key": key,
        "after": key + _LAST_CHARACTER,
        "last": _LAST_CHARACTER,
        "lang": lang,
    }
    return connection.execute(statements(__file__)[kind], parameters).fetchall()
