"""What a server reports, as errors of salesmap."""

import sqlite3
from typing import TYPE_CHECKING, Any, ClassVar

from salesmap.core.errors import ResourceError
from salesmap.core.i18n import N_, _
from salesmap.core.text import mask

if TYPE_CHECKING:
    from salesmap.store.database import Database
    from salesmap.store.server.rights.recognition import Held


class ServerError(ResourceError):
    """The server cannot be used. `data`: the `database`, and what else the message names."""

    code = "server"
    message: ClassVar[str]

    def __init__(self, database: str, **data: str) -> None:
        super().__init__(
            _(self.message).format(database=database, **data), database=database, **data
        )


class ServerUnreachable(ServerError):
    """No server answers, or it lets the person not in."""

    code = "server_unreachable"
    message = N_("Cannot open the database {database} ({reason}).")


class ServerLost(ServerError):
    """The connection broke before anything was committed."""

    code = "server_lost"
    message = N_("The connection to {database} was lost: nothing was written ({reason}).")


class ServerLostReading(ServerLost):
    """The connection broke while nothing was to be written, or no longer."""

    message = N_("The connection to {database} was lost ({reason}).")


class ServerLostAtCommit(ServerError):
    """The connection broke while the server was asked to keep the change."""

    code = "server_lost_at_commit"
    message = N_(
        "The connection to {database} was lost at the last moment: whether the change was kept, "
        "`salesmap history` tells ({reason})."
    )


class ServerBusy(ServerError):
    """Somebody else holds the lock of the writers."""

    code = "database_locked"
    message = N_("The database {database} is locked by another command: try again.")


class ServerRefused(ServerError):
    """The person's role on the server may not do this."""

    code = "server_refused"
    message = N_("The server does not allow this on {database} ({reason}).")


class ServerReadsOnly(ServerError):
    """The server is a standby, or set to read."""

    code = "server_reads_only"
    message = N_(
        "The server of {database} only reads, as a standby does: for changes and for --as-of use "
        "the server that it copies."
    )


class ServerReports(ServerError):
    """The server reports something else: a full disk, a shutdown."""

    code = "server_error"
    message = N_("The server reports an error on {database} ({reason}).")


class ValueTaken(sqlite3.IntegrityError):
    """A record wants a value that only one may have: the error of either engine."""

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        super().__init__("UNIQUE constraint failed: " + ", ".join(f"x.{name}" for name in columns))


class RecordRefused(sqlite3.IntegrityError):
    """A record breaks a rule of the schema."""


_LOST = ("08", "57P")
"""Connection errors, and a server that shuts down."""

_OUT_OF_RANGE = ("22003", "22008")
_UNIQUE, _RULES = "23505", ("23",)
_READS_ONLY = "25006"
_NOT_ON_A_STANDBY = "0A000"
_BUSY, _RIGHTS = ("55P03", "40P01"), ("42501",)


def translated_error(error: Any, person: "Held | None" = None) -> Exception | None:
    """Return the error that callers know of what a statement raised, None for another one.

    `person` is who is held to rights.
    """
    code = error.pgcode or ""
    if code in _RIGHTS and person is not None:
        from salesmap.store.server.rights.recognition import not_allowed

        return not_allowed(person, error)
    if code == _UNIQUE:
        if person is not None and (error.diag.constraint_name or "").endswith("_pkey"):
            from salesmap.store.server.rights.recognition import not_allowed

            return not_allowed(person, error)  # a record that the person does not see has this id
        detail = error.diag.message_detail or ""  # Key (a, b)=(1, 2) already exists.
        columns = detail.partition("(")[2].partition(")")[0] or _columns(error.diag.constraint_name)
        return ValueTaken([name.strip(' "') for name in columns.split(",")])
    if code.startswith(_RULES):
        return RecordRefused(_line(error))
    if code in _OUT_OF_RANGE:
        return OverflowError(_line(error))
    return None


def _columns(constraint: str | None) -> str:
    """Return the columns of a constraint by its name: under rights the server tells none."""
    import re

    from salesmap.store.server.schema import new_schema

    name = re.escape(constraint or "")
    found = re.search(rf"\b{name} (?:ON \w+|UNIQUE) \(([^()]*)\)", new_schema())
    return found[1].replace(" NULLS FIRST", "") if found else ""


def explain(error: Exception, database: "Database", *, writes: bool = False) -> Exception:
    """Return salesmap's error, or the error itself for a mistake of our own (wrong SQL)."""
    lost = ServerLost if writes else ServerLostReading
    name, reason, code = database.name, mask(_line(error)), getattr(error, "pgcode", None) or ""
    if code in _BUSY:
        return ServerBusy(name)
    if code in _RIGHTS:
        return ServerRefused(name, reason=reason)
    if code.startswith(_LOST):
        return lost(name, reason=reason)
    if code == _READS_ONLY or (code == _NOT_ON_A_STANDBY and "recovery" in reason):
        return ServerReadsOnly(name)
    if code.startswith(("53", "58", "XX")):
        return ServerReports(name, reason=reason)
    if code:
        return error
    if "closed" in str(error) or "terminat" in str(error) or "lost" in str(error):
        return lost(name, reason=reason)
    return ServerUnreachable(name, reason=reason)


def _line(error: Exception) -> str:
    """Return the first line of a message."""
    lines = str(error).strip().splitlines()
    return lines[0].removeprefix("FATAL:").strip() if lines else type(error).__name__
