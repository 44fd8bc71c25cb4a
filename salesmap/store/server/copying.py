"""Many rows into a table of a server, by COPY."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from salesmap.store.mapper import quoted
from salesmap.store.server.connection import ServerConnection

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(
    connection: ServerConnection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Add rows to a table, their values in the order of the columns."""
    text = io.StringIO("".join("\t".join(map(_cell, row)) + "\n" for row in rows))
    names = ", ".join(map(quoted, columns))
    connection.copy(f"COPY {table} ({names}) FROM STDIN", text)


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value).translate(_ESCAPED) if isinstance(value, str) else repr(value)
