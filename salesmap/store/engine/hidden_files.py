"""Files that a person attaches on a server, where others may have attached them before unseen."""

from salesmap.domain.records import StoredFile
from salesmap.store import mapper
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import is_held


def keep_file(connection: Connection, file: StoredFile) -> None:
    """Keep the content of a file that a person sees nowhere yet."""
    if not is_held(connection):
        mapper.insert(connection, file)
        return
    sql = "SELECT salesmap.keep_file(?, ?, ?)"
    connection.execute(sql, (file.sha256, file.content, file.recorded_at))
