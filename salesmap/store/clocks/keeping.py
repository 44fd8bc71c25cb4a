"""Keeping the table of clocks: each change looks at whom the journal says it touched.

So it follows every write through whatever door, undo, merges and imports included. What another
program wrote is followed at the next change of salesmap; until then, and where rights hide
records from whoever writes, readers do without the table.
"""

import json

from salesmap.store.clocks.in_use import is_in_use
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import is_held, sees_all
from salesmap.store.mapper import insert_statement
from salesmap.store.statements import statements
from salesmap.store.tables import TABLES

_SQL = statements(__file__)
TABLE = "customer_clock"


def keep_clocks(connection: Connection) -> None:
    """Bring the clocks up to the newest change; nothing is kept while care is not in use."""
    if is_held(connection):
        return
    kept, newest = connection.execute(_SQL["kept"]).fetchone()
    if not is_in_use(connection):
        if kept is not None:
            connection.execute(_SQL["set_kept"], {"newest": None})
        return
    if kept is None:
        _replace(connection, None)
    elif kept != newest:
        rows = connection.execute(_SQL["touched"], {"kept": kept}).fetchall()
        _replace(connection, [id for (id,) in rows])
    if kept != newest:
        connection.execute(_SQL["set_kept"], {"newest": newest})


def are_kept(connection: Connection) -> bool:
    """Return whether the table holds what the asker sees of the facts: all of them, and now."""
    if not sees_all(connection):
        return False
    kept, newest = connection.execute(_SQL["kept"]).fetchone()
    return kept is not None and kept == newest


def _replace(connection: Connection, ids: list[int] | None) -> None:
    """Make the clocks of some customers anew, or all of them."""
    from salesmap.store.clocks.facts import customer_clocks

    if ids is None:
        connection.execute(_SQL["clear"])
    elif ids:
        connection.execute(_SQL["clear_some"], {"ids": json.dumps(ids)})
    else:
        return
    clocks = customer_clocks(connection, ids)
    connection.executemany(insert_statement(TABLE, TABLES[TABLE].columns), clocks)
