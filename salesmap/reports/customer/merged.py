"""Customers and contacts that were merged into others."""

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_LONGEST_CHAIN = 20


def survivor(connection: Connection, kind: str, id: int) -> int | None:
    """Return the `customer` or `contact` with this id, else the one that it was merged into.

    None where there is neither, or the history does not reach back to the merge.
    """
    there = f"SELECT 1 FROM {kind} WHERE id = :id"
    for _link in range(_LONGEST_CHAIN):
        if connection.execute(there, {"id": id}).fetchone():
            return id
        found = connection.execute(
            statements(__file__)["survivor"], {"kind": kind, "id": id}
        ).fetchone()
        if found is None:
            return None
        id = found[0]
    return None
