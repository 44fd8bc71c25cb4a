"""Numbers of papers that an undo left void: later ones were given, so they are not given again."""

import json

from salesmap.store.connection import Connection
from salesmap.store.statements import statements


def void_numbers(connection: Connection, undo_id: int) -> list[str]:
    """Return the numbers that an undo took from papers and that stay void."""
    sql = statements(__file__)
    void = []
    for table, row_id, before in connection.execute(sql["papers"], {"change": undo_id}).fetchall():
        paper = json.loads(before)
        if not paper.get("number"):
            continue
        parameters = {"id": row_id, "series": paper["series"]}
        now, last = connection.execute(sql[table], parameters).fetchone()
        if now is None and last is not None and last > paper["serial"]:
            void.append(paper["number"])
    return void
