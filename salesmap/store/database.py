"""Which book is open, who writes in it, and what time it is."""

from pathlib import Path
from typing import NamedTuple

from salesmap.core.clock import Clock


class Database(NamedTuple):
    """A sales book: the database file with the circumstances under which it is read and written.

    `arguments` is the command line that the journal records as the cause of a change. Nothing is opened until
    `store.reading.reading` or `store.writing.changing` is asked to. Questions are answered `as_of` an instant (None: now).
    """

    path: Path
    user: str
    clock: Clock = Clock()
    arguments: tuple[str, ...] = ("python",)
    currency: str = "CNY"
    country: str = "CN"
    lock_timeout: int = 10
    journal_mode: str = "delete"
    as_of: str | None = None
    once: str | None = None
