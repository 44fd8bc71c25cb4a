"""What commands refuse by themselves: options that do not fit, files, the terminal.

The message of a class is a text over the data of the error; what to type is in `hints`.
"""

from typing import Any, ClassVar

from salesmap.core.errors import (
    ResourceError,
    RuleViolation,
    SalesmapError,
    UnknownNameError,
    UsageError,
)
from salesmap.core.i18n import N_, _, ngettext


class _Worded(SalesmapError):
    """An error whose message is a text over its data."""

    message: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        shown = {
            name: _(", ").join(map(str, value)) if isinstance(value, list) else value
            for name, value in data.items()
        }
        super().__init__(_(self.message).format(**shown), **data)


# --- options ---


class RepeatedOptionError(_Worded, UsageError):
    """An option is given twice that can be given once. `data`: `option`."""

    code = "repeated_option"
    message = N_("{option} can be given once only.")


class ConflictingOptionsError(_Worded, UsageError):
    """Options exclude each other."""

    code = "conflicting_options"
    message = N_("{option} cannot be used with {others}.")


class IncompleteNextStepError(_Worded, UsageError):
    """A follow-up has no due date, or a due date no follow-up."""

    code = "incomplete_next_step"
    message = N_("--next and --due go together.")


class NothingToChangeError(_Worded, UsageError):
    """An edit names no field."""

    code = "nothing_to_change"
    message = N_("Nothing to change.")


class PairSyntaxError(_Worded, UsageError):
    """A list of pairs cannot be read."""

    code = "pair_syntax"
    message = N_("Cannot read {text!r} in {option}: write A=B,C=D.")


class UnknownStatusError(UnknownNameError):
    """`--status-map` names a status that nothing has."""

    code = "unknown_status"
    message = N_("Unknown status {name!r}: choose one of {known}.")


class AssignmentSyntaxError(_Worded, UsageError):
    """`--set` is no assignment."""

    code = "assignment_syntax"
    message = N_("Cannot read {text!r}: write --set field=value.")


class CustomOptionError(_Worded, UsageError):
    """A word is no option of a custom report."""

    code = "custom_option"
    message = N_("Cannot read {text!r}: a custom report takes options as --name value.")


class UnknownCurrencyError(_Worded, UsageError):
    """A code is no currency."""

    code = "unknown_currency"
    message = N_("Unknown currency {name!r}: write three letters, such as CNY or USD.")


class TwoCurrenciesError(_Worded, UsageError):
    """An amount and an option name different currencies."""

    code = "two_currencies"
    message = N_("The amount {value!r} and --currency {currency} name different currencies.")


class UnknownNumericColumnError(UnknownNameError):
    """A table has no numeric column of this name."""

    code = "unknown_numeric_column"
    message = N_("No numeric column {name!r} here: choose one of {known}.")


class UntilWithoutSinceError(_Worded, UsageError):
    """A period has a last day only."""

    code = "until_without_since"
    message = N_("--until needs --since.")


class ReversedPeriodError(_Worded, UsageError):
    """A period ends before it begins."""

    code = "reversed_period"
    message = N_("The period {since} to {until} ends before it begins.")


class ComparisonNeedsPeriodError(_Worded, UsageError):
    """A comparison has no period."""

    code = "comparison_needs_period"
    message = N_("A comparison needs a first and a last day.")


class TargetAmountError(_Worded, UsageError):
    """An amount is no target."""

    code = "target_amount"
    message = N_("A target must be 0 or more, and a whole number for wins and activities.")


class NotMeasurableError(_Worded, UsageError):
    """A problem cannot be measured now."""

    code = "not_measurable"
    message = N_("The current value cannot be measured.")


class KeepSideError(_Worded, UsageError):
    """`--keep` names neither record."""

    code = "keep_side"
    message = N_("--keep takes A or B, not {side!r}.")


class DifferentTypesError(_Worded, UsageError):
    """Two records to merge are of different types."""

    code = "different_types"
    message = N_("{a} and {b} are of different types.")


class NoNoteTextError(_Worded, UsageError):
    """A note has no text."""

    code = "no_note_text"
    message = N_("The note has no text.")


# --- settings ---


class UnknownTimeZoneError(_Worded, UsageError):
    """A name is no time zone."""

    code = "unknown_time_zone"
    message = N_("Unknown time zone {name!r}: write it like Asia/Shanghai.")


class NoAddressError(_Worded, UsageError):
    """No address to notify is set."""

    code = "no_address"
    message = N_("No address is set.")


class ConfigNotWritableError(_Worded, UsageError):
    """A config file cannot be written."""

    code = "config_not_writable"
    message = N_("Cannot write the config file {path}: {reason}.")


# --- terminal and files ---


class NotATerminalError(_Worded, UsageError):
    """A question needs a terminal."""

    code = "not_a_terminal"
    message = N_("This is not a terminal.")


class NeedsTerminalError(_Worded, UsageError):
    """An option works on a terminal only."""

    code = "needs_terminal"
    message = N_("{option} needs a terminal.")


class DeclinedError(_Worded, RuleViolation):
    """A question was answered with no."""

    code = "declined"
    message = N_("Nothing was changed.")


class NoEditorError(_Worded, UsageError):
    """No editor could be opened."""

    code = "no_editor"
    message = N_("Cannot open the editor ({reason}).")


class WorkbookOnTerminalError(_Worded, UsageError):
    """A workbook would be printed."""

    code = "workbook_on_terminal"
    message = N_("A workbook cannot be shown as text.")


class OutputClosedError(_Worded, ResourceError):
    """Standard output is closed."""

    code = "output_closed"
    message = N_("Cannot write the output: standard output is closed.")


class UnreadableFileError(_Worded, UsageError):
    """A file cannot be read."""

    code = "unreadable_file"
    message = N_("Cannot read {path}: {reason}.")


class UnwritableFileError(_Worded, UsageError):
    """A file or a folder cannot be written."""

    code = "unwritable_file"
    message = N_("Cannot write {path}: {reason}.")


class SeveralTablesError(_Worded, UsageError):
    """Several tables do not fit into one file."""

    code = "several_tables"
    message = N_("Cannot write several tables to the one file {path}.")


class ColumnMissingError(_Worded, UsageError):
    """A sheet has no column for a field that the import needs."""

    code = "column_missing"
    message = N_("No column of {path} is recognized as {fields}; the columns are {columns}.")


class AnswersOfOtherDatabaseError(_Worded, RuleViolation):
    """Answers of a form belong to another database."""

    code = "answers_of_other_database"
    message = N_("These answers belong to another database.")


class EditedMapError(_Worded, UsageError):
    """A map has errors after it was edited."""

    code = "edited_map"
    message = N_("The map has errors, and nothing was changed: your text is saved as {path}.")


# --- database ---


class DatabaseNameError(_Worded, UsageError):
    """`--db` is empty."""

    code = "database_name"
    message = N_("--db needs a file name.")


class DatabaseUrlError(_Worded, ResourceError):
    """`--db` names something that is no file."""

    code = "database_url"
    message = N_("{name} is not a file: this version stores its database in a file.")


class DatabaseExistsError(_Worded, RuleViolation):
    """There is a database already."""

    code = "database_exists"
    message = N_("There is already a database at {path}: nothing was changed.")


class NoDatabaseError(_Worded, ResourceError):
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
