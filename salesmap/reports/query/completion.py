"""The words that a shell may complete."""

from salesmap.core.folding import fold
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_LAST_CHARACTER = "\U0010ffff"


def completions(
    connection: Connection, kind: str, beginning: str, lang: str
) -> list[tuple[str, str]]:
    """Return (word, help) of the names of a kind that begin so; 30 at most.

    A kind is a statement of `completion.sql`, or `values:FIELD` for the values of a plain field.
    """
    key = fold(beginning)
    parameters = {
        "word": beginning,
        "key": key,
        "after": key + _LAST_CHARACTER,
        "last": _LAST_CHARACTER,
        "lang": lang,
    }
    kind, _colon, field = kind.partition(":")
    sql = statements(__file__)[kind]
    if field in PLAIN_FIELDS:
        sql = sql.replace("{field}", field)
    return connection.execute(sql, parameters).fetchall()
