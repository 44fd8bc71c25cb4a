"""The database that a command works on, and under which circumstances."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core.clock import Clock

_ADDRESSES = ("postgresql://", "postgres://")


class Database(NamedTuple):
    """A database with the circumstances under which it is read and written.

    Nothing is opened until `read_connection` or `open_transaction` is called. `arguments` is the
    command line that the journal records with a change; `currency` holds unless the database has
    one set, or even then if it `is_given` for this command; `lock_timeout` is in seconds; reads are
    `as_of` an instant as stored (None: now); `once` is the key of a change that must not be
    repeated; `before_commit` is called with every unit of work before it is committed. Who
    `keeps_connection` opens the file once for several reads and writes after each other. `server`
    is the address of a PostgreSQL database, in the place of the file at `path`.
    """

    path: Path
    user: str
    clock: Clock = Clock()
    arguments: tuple[str, ...] = ("python",)
    currency: str = "CNY"
    currency_is_given: bool = False
    country: str = "CN"
    lock_timeout: int = 10
    journal_mode: str = "delete"
    as_of: str | None = None
    once: str | None = None
    before_commit: Callable[[Any], None] | None = None
    keeps_connection: bool = False
    server: str | None = None

    @property
    def name(self) -> str:
        """Return how the database is named in answers: its file, or its address without secrets."""
        return without_password(self.server) if self.server else str(self.path)

    @property
    def key(self) -> tuple[Path, str | None]:
        """Return what tells this database from another one."""
        return self.path, self.server


def is_address(name: str) -> bool:
    """Return whether a database is named by the address of a server."""
    return name.startswith(_ADDRESSES)


def without_password(address: str) -> str:
    """Return the address of a server without its password, wherever that stands."""
    shown = re.sub(r"^(\w+://[^/?#@:]*):.*@(?=[^@/]*(?:[/?#]|$))", r"\1@", address)
    return re.sub(r"([?&](?:ssl)?password)=[^&]*", r"\1=…", shown)
