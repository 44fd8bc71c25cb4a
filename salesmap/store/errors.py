"""What can be wrong with a database file, its journal and its backups."""

from pathlib import Path
from typing import Any, ClassVar

from salesmap.core.errors import ResourceError, RuleViolation
from salesmap.core.i18n import N_, _


class DatabaseError(ResourceError):
    """The database file is unusable. `data`: its `path`, and what else the message names."""

    code = "database"
    message: ClassVar[str]

    def __init__(self, path: Path | str, **data: Any) -> None:
        text = _(self.message).format(path=path, **data)
        super().__init__(text, path=str(path), **{key: str(each) for key, each in data.items()})


# --- finding and creating the file ---


class DatabaseNotFound(DatabaseError):
    """No file is there."""

    code = "database_not_found"
    message = N_("There is no database at {path}.")


class DatabaseIsFolder(DatabaseError):
    """The path is that of a folder."""

    code = "database_is_folder"
    message = N_("{path} is a folder, not a database.")


class DatabaseUnreachable(DatabaseError):
    """The system does not let anybody look at the file. `reason` is the system's."""

    code = "database_unreachable"
    message = N_("Cannot open the database {path} ({reason}).")


class DatabaseFolderMissing(DatabaseError):
    """The folder in which the file is to be created does not exist."""

    code = "database_folder_missing"
    message = N_("Cannot create the database {path}, the folder {folder} does not exist.")


class DatabaseNotCreated(DatabaseError):
    """The system does not let the file be created. `reason` is the system's."""

    code = "database_not_created"
    message = N_("Cannot create the database {path} ({reason}).")


class DatabaseExists(RuleViolation):
    """There is a database where a new one is to be created."""

    code = "database_exists"

    def __init__(self, path: Path | str) -> None:
        text = _("There is already a database at {path}.").format(path=path)
        super().__init__(text, path=str(path))


# --- its kind and version ---


class NotADatabase(DatabaseError):
    """The file is no database, or one of another program."""

    code = "not_a_database"
    message = N_("{path} is not a salesmap database.")


class DatabaseEmpty(DatabaseError):
    """The file holds nothing yet."""

    code = "database_empty"
    message = N_("The database {path} is empty.")


class DatabaseOlder(DatabaseError):
    """The file has the schema of an older program. `data`: `schema`."""

    code = "database_older"
    message = N_("The database {path} has the older schema {schema}.")


class DatabaseNewer(DatabaseError):
    """The file has the schema of a newer program. `data`: `schema`, and the newest `known`."""

    code = "database_newer"
    message = N_(
        "The database {path} was written by a newer salesmap (schema {schema}, supported: {known})."
    )


class DriverMissing(ResourceError):
    """The library that talks to a server is not installed. `data`: the `extra` that brings it."""

    code = "missing_library"

    def __init__(self) -> None:
        text = _("A database on a server needs the library psycopg2.")
        super().__init__(text, library="psycopg2", extra="postgres")


class UpgradeRefused(DatabaseError):
    """A migration stopped, and the database is as it was. `reason` is the error."""

    code = "upgrade_refused"
    message = N_("Cannot upgrade {path} ({reason}): it is as it was.")


class UpgradeFailed(DatabaseError):
    """A migration failed. `data`: `reason`, and the `backup` made before."""

    code = "upgrade_failed"
    message = N_(
        "Cannot upgrade the database {path} ({reason}): nothing was changed. The backup is "
        "{backup}."
    )


# --- what SQLite reports ---


class DatabaseLocked(DatabaseError):
    """Another program holds the lock for longer than this one waits."""

    code = "database_locked"
    message = N_("The database {path} is locked by another program: try again later.")


class DatabaseDamaged(DatabaseError):
    """The file is damaged. `reason` is SQLite's."""

    code = "database_damaged"
    message = N_("The database {path} is damaged ({reason}).")


class DatabaseReplaced(DatabaseError):
    """Another file was put in the place of this one meanwhile."""

    code = "database_replaced"
    message = N_(
        "The database {path} was replaced while this command ran: nothing was changed. Try again."
    )


class DatabaseReadOnly(DatabaseError):
    """The file cannot be written. `reason` is SQLite's."""

    code = "database_read_only"
    message = N_(
        "Cannot write the database {path} ({reason}): check the permissions of the file and its "
        "folder."
    )


class DatabaseNotOpened(DatabaseError):
    """SQLite cannot open the file, or the journal beside it."""

    code = "database_not_opened"
    message = N_(
        "Cannot open the database {path}: check the permissions of the file and its folder."
    )


class DiskFull(DatabaseError):
    """No space is left."""

    code = "disk_full"
    message = N_(
        "The disk is full or the file has reached its size limit: nothing was changed in {path}. "
        "Free some space and try again."
    )


class DatabaseDiskError(DatabaseError):
    """The disk does not read or write. `reason` is SQLite's."""

    code = "database_disk_error"
    message = N_(
        "Cannot read or write the database {path} ({reason}): nothing was changed. Check the disk "
        "and its free space."
    )


class TextTooLong(DatabaseError):
    """A text is longer than SQLite can hold."""

    code = "text_too_long"
    message = N_("The text is too long for the database {path}: shorten it.")


class DamagedRecord(ResourceError):
    """A record holds a value that no command can read. `data`: its `table`, `id`, `problem`."""

    code = "damaged_record"

    def __init__(self, table: str, id: int, problem: str) -> None:
        text = _("The database holds a damaged record, {table} {id}: {problem}.")
        super().__init__(
            text.format(table=table, id=id, problem=problem), table=table, id=id, problem=problem
        )


# --- backups ---


class BackupNotFound(DatabaseError):
    """There is no file to restore."""

    code = "backup_not_found"
    message = N_("There is no backup at {path}.")


class BackupDamaged(DatabaseError):
    """The file to restore is damaged. `data`: the first `problem`."""

    code = "backup_damaged"
    message = N_("The backup {path} is damaged ({problem}): nothing was changed.")


class BackupExists(RuleViolation):
    """There is a file where the backup is to be written."""

    code = "backup_exists"

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} already exists.").format(path=path), path=str(path))


class BackupIsDatabase(RuleViolation):
    """The file to restore is the database itself."""

    code = "backup_is_database"

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is the database itself.").format(path=path), path=str(path))


class BackupNotCreated(DatabaseError):
    """The system does not let the backup be created. `reason` is the system's."""

    code = "backup_not_created"
    message = N_("Cannot create {path}: {reason}.")


class DatabaseNotReplaced(DatabaseError):
    """The system does not let the backup take the place of the database."""

    code = "database_not_replaced"
    message = N_("Cannot replace the database {path}: {reason}.")


# --- the journal ---


class JournalAltered(RuleViolation):
    """The journal is not as it was sealed. `data`: `change`, the first one that is not."""

    code = "journal_altered"

    def __init__(self, change_id: int) -> None:
        text = _("The journal was altered: change {id} is not as it was written.")
        super().__init__(text.format(id=change_id), change=change_id)
