"""What commands refuse by themselves: settings, files, the terminal, the database."""

from salesmap.cli.option_errors import WordedError
from salesmap.core.errors import (
    ResourceError,
    RuleViolation,
    UsageError,
)
from salesmap.core.i18n import N_, ngettext

# --- settings ---


class UnknownTimeZoneError(WordedError, UsageError):
    """A name is no time zone."""

    code = "unknown_time_zone"
    message = N_("Unknown time zone {name!r}: write it like Asia/Shanghai.")


class NoAddressError(WordedError, UsageError):
    """No address to notify is set."""

    code = "no_address"
    message = N_("No address is set.")


class ConfigNotWritableError(WordedError, UsageError):
    """A config file cannot be written."""

    code = "config_not_writable"
    message = N_("Cannot write the config file {path}: {reason}.")


class NotInFilesError(WordedError, UsageError):
    """A setting is kept in the database only."""

    code = "not_in_files"
    message = N_("{key} is kept in the database, the same for everyone.")


# --- terminal and files ---


class NotATerminalError(WordedError, UsageError):
    """A question needs a terminal."""

    code = "not_a_terminal"
    message = N_("This is not a terminal.")


class NeedsTerminalError(WordedError, UsageError):
    """An option works on a terminal only."""

    code = "needs_terminal"
    message = N_("{option} needs a terminal.")


class DeclinedError(WordedError, RuleViolation):
    """A question was answered with no."""

    code = "declined"
    message = N_("Nothing was changed.")


class NoEditorError(WordedError, UsageError):
    """No editor could be opened."""

    code = "no_editor"
    message = N_("Cannot open the editor ({reason}).")


class EditedTextKeptError(WordedError, UsageError):
    """What the editor left cannot be read; its file is kept."""

    code = "edited_text_kept"
    message = N_("Cannot read the edited text ({reason}). It is kept in {path}.")


class WorkbookOnTerminalError(WordedError, UsageError):
    """A workbook would be printed."""

    code = "workbook_on_terminal"
    message = N_("A workbook cannot be shown as text.")


class BinaryOnTerminalError(WordedError, UsageError):
    """A file that is no text would be printed. `data`: its `option`."""

    code = "binary_on_terminal"
    message = N_("What {option} writes cannot be shown as text.")


class OutputClosedError(WordedError, ResourceError):
    """Standard output is closed."""

    code = "output_closed"
    message = N_("Cannot write the output: standard output is closed.")


class UnreadableFileError(WordedError, UsageError):
    """A file cannot be read."""

    code = "unreadable_file"
    message = N_("Cannot read {path}: {reason}.")


class UnwritableFileError(WordedError, UsageError):
    """A file or a folder cannot be written."""

    code = "unwritable_file"
    message = N_("Cannot write {path}: {reason}.")


class SeveralTablesError(WordedError, UsageError):
    """Several tables do not fit into one file."""

    code = "several_tables"
    message = N_("Cannot write several tables to the one file {path}.")


class ColumnMissingError(WordedError, UsageError):
    """A sheet has no column for a field that the import needs."""

    code = "column_missing"
    message = N_("No column of {path} is recognized as {fields}; the columns are {columns}.")


class EditedMapError(WordedError, UsageError):
    """A map has errors after it was edited."""

    code = "edited_map"
    message = N_("The map has errors, and nothing was changed: your text is saved as {path}.")


# --- database ---


class DatabaseNameError(WordedError, UsageError):
    """`--db` is empty."""

    code = "database_name"
    message = N_("--db needs a file name.")


class DatabaseUrlError(WordedError, ResourceError):
    """`--db` names something that is no file."""

    code = "database_url"
    message = N_("{name} is no database: give a file, or postgresql://[user@]host/database.")


class OnlyOfFilesError(WordedError, RuleViolation):
    """A command that only a database file has, on a server."""

    code = "only_of_files"
    message = N_("'salesmap {command}' is for a database file; for {database} use {counterpart}.")


class OnlyOfServersError(WordedError, RuleViolation):
    """A command that only a database on a server has, on a file."""

    code = "only_of_servers"
    message = N_(
        "'salesmap {command}' is for a database on a server; {database} is a file: share it with "
        "'salesmap db share'."
    )


class DatabaseExistsError(WordedError, RuleViolation):
    """There is a database already."""

    code = "database_exists"
    message = N_("There is already a database at {path}: nothing was changed.")


class NoDatabaseError(WordedError, ResourceError):
    """There is no database yet."""

    code = "no_database"
    message = N_("There is no database at {path} yet.")


class DatabaseProblemsError(ResourceError):
    """`db check` found problems."""

    code = "database_problems"

    def __init__(self, path: str, count: int) -> None:
        text = ngettext(
            "The database {path} has {count} problem.",
            "The database {path} has {count} problems.",
            count,
        )
        super().__init__(text.format(path=path, count=count), path=path, count=count)
