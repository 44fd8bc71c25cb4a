"""How many pieces of news a person has not read."""

from salesmap.core.folding import fold
from salesmap.store.connection import Connection

_UNREAD = """
SELECT count(*) FROM news n
WHERE n.person_key = ? AND NOT EXISTS (SELECT 1 FROM news_read r WHERE r.id = n.id)
"""


def count_unread(connection: Connection, person: str) -> int:
    """Return the number."""
    return int(connection.execute(_UNREAD, (fold(person),)).fetchone()[0])
