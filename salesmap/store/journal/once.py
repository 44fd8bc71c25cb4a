"""Commands that may be repeated after a lost answer: `--once KEY`.

The key is written with the change itself, in one transaction: whoever repeats the command finds
it, changes nothing, and gets the first answer.
"""

from salesmap.domain.records import Change
from salesmap.store import mapper
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.opening import write_connection

_used: set[str] = set()
"""The keys under which this process itself has written: its further changes are no repetition."""


class MadeBefore(Exception):
    """A command with this key was carried out before.

    `answer` is what it printed; None when it was killed before it could print anything.
    """

    def __init__(self, change: Change) -> None:
        super().__init__(f"change {change.id}")
        self.change = change
        self.answer = change.answer


def claim_key(connection: Connection, database: Database) -> str | None:
    """Return the key under which a change is to be written, None without one.

    Raises MadeBefore when a change has it already.
    """
    key = database.once
    if key is None or key in _used:
        return None
    if earlier := mapper.fetch(connection, Change, "once_key = ?", (key,), "id"):
        raise MadeBefore(earlier[0])
    return key


def mark_used(key: str | None) -> None:
    """Note that this process wrote under a key."""
    if key is not None:
        _used.add(key)


def save_answer(database: Database, answer: str) -> None:
    """Keep what the command under way printed, for whoever repeats it."""
    if database.once in _used:
        with write_connection(database) as connection:
            connection.execute(
                "UPDATE change SET answer = ? WHERE once_key = ?", (answer, database.once)
            )
