"""Changes as other programs read them: who did what, and each record before and after."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import journaled
from salesmap.core.table import major
from salesmap.store.connection import Connection
from salesmap.store.mapper import quoted
from salesmap.store.statements import statements
from salesmap.store.tables import TABLES

_SQL = statements(__file__)
_BATCH = 500
_CENTS, _KEY = "_cents", "_key"
_HEAD = ("id", "at", "actor", "command", "summary", "undoes", "rows")


class Event(NamedTuple):
    """A change: `id at actor command summary undoes rows`, and the records it touched.

    A record has `kind id event before after`; `event` is `added`, `changed` or `deleted`. Its
    columns are those of the database, with amounts in major units (`value` is `value_cents`) and
    without what only searching and importing need.
    """

    head: dict[str, Any]
    records: Iterator[dict[str, Any]]


def events(connection: Connection, since: int = 0, until: int | None = None) -> Iterator[Event]:
    """Yield the changes after one, up to another, oldest first."""
    rows = connection.execute(_SQL["changes"], {"since": since, "until": until}).fetchall()
    for id, at, actor, command, what, subject, *rest in rows:
        head = dict(
            zip(_HEAD, (id, at, actor, command, journaled(what, subject), *rest), strict=True)
        )
        yield Event(head, _records(connection, id))


def change_ids(connection: Connection, since: int) -> list[tuple[int, str]]:
    """Return (id, instant) of the changes after one, oldest first."""
    return connection.execute(_SQL["ids"], {"since": since}).fetchall()


def newest_change(connection: Connection) -> tuple[int, str] | None:
    """Return (id, instant) of the newest change."""
    row = connection.execute(_SQL["newest"]).fetchone()
    return tuple(row) if row else None


def instant_of(connection: Connection, change_id: int) -> str | None:
    """Return when a change was made; None where the journal has none of this number."""
    row = connection.execute(_SQL["instant"], {"id": change_id}).fetchone()
    return str(row[0]) if row else None


def database_uid(connection: Connection) -> str:
    """Return the identifier that no other database has."""
    return str(connection.execute(_SQL["uid"]).fetchone()[0])


def _records(connection: Connection, change_id: int) -> Iterator[dict[str, Any]]:
    """Yield the records that a change touched, however many."""
    for (table,) in connection.execute(_SQL["tables"], {"id": change_id}).fetchall():
        last: int | None = 0
        while last is not None:
            parameters = {"id": change_id, "table": table, "after": last, "limit": _BATCH}
            part = connection.execute(_SQL["touched"], parameters).fetchall()
            now = _present(connection, table, [row[0] for row in part if not row[2]])
            for row_id, before, later, after in part:
                state = (after and json.loads(after)) if later else now.get(row_id)
                yield _record(table, row_id, before and json.loads(before), state)
            last = part[-1][0] if len(part) == _BATCH else None


def _present(connection: Connection, table: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the records with these ids as they are now, by id."""
    if not ids:
        return {}
    names = TABLES[table].columns
    columns, places = ", ".join(map(quoted, names)), ", ".join("?" * len(ids))
    rows = connection.execute(f"SELECT {columns} FROM {table} WHERE id IN ({places})", ids)
    return {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in rows}


def _record(
    table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, Any]:
    event = "added" if before is None else "deleted" if after is None else "changed"
    return {
        "kind": table,
        "id": row_id,
        "event": event,
        "before": _readable(table, before),
        "after": _readable(table, after),
    }


def _readable(table: str, state: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a state without derived keys, amounts in major units, objects unpacked."""
    if state is None:
        return None
    kinds = dict(zip(TABLES[table].columns, TABLES[table].kinds, strict=True))
    readable = {}
    for column, value in state.items():
        kind = kinds.get(column, "text").removesuffix("?")
        if column.endswith(_KEY) or kind == "state":
            continue
        if column.endswith(_CENTS):
            readable[column.removesuffix(_CENTS)] = None if value is None else major(value)
        else:
            readable[column] = json.loads(value) if kind == "json" and value else value
    return readable
