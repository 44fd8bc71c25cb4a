"""Base classes of all errors, one for each exit code, and the errors of this room.

An error says what and why in one line and carries the facts as `data`. What to type next is added
by the command line (`cli/hints/`), which knows the commands; a Python caller and
`--format json` get `code` and `data`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from salesmap.core.i18n import N_, _, reason, shown_words

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


class SalesmapError(Exception):
    """Anything salesmap reports as one line instead of a traceback.

    `code` names the situation and never changes; `data` holds its facts (ids, candidates, what
    is missing).
    """

    exit_code = 1
    code = "error"

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.data = data


class UsageError(SalesmapError):
    """Wrong usage, or a value that cannot be read."""

    exit_code = 2
    code = "usage"


class NotFoundError(SalesmapError):
    """A record that was named does not exist."""

    exit_code = 3
    code = "not_found"


class RuleViolation(SalesmapError):
    """A rule refuses: a gate, a duplicate, a conflict, a record changed meanwhile."""

    exit_code = 4
    code = "refused"


class ResourceError(SalesmapError):
    """The database or something outside is unusable: missing, locked, corrupt, newer, full."""

    exit_code = 5
    code = "unusable"


class UnknownNameError(UsageError):
    """A name that nothing has. `data`: `name` and the `known` names, in their order.

    The message lists the names, or in Chinese what is typed for them: `labels`, or translations.
    """

    message: ClassVar[str]

    def __init__(
        self,
        name: str | None,
        known: Iterable[str],
        labels: Iterable[str] | None = None,
        **data: Any,
    ) -> None:
        names = list(dict.fromkeys(known))
        words = dict.fromkeys(shown_words(names) if labels is None else labels)
        text = _(self.message).format(name=name, known=_(", ").join(words) or _("none"), **data)
        super().__init__(text, name=name, known=names, **data)


# --- dates ---


class UnreadableDate(UsageError):
    """A text is no date."""

    code = "unreadable_date"

    def __init__(self, text: str) -> None:
        message = _(
            "Cannot read the date {text!r}: write it like 2026-12-01, tomorrow, fri, +3d, eom, "
            "明天 or 3天后."
        )
        super().__init__(message.format(text=text), text=text)


class AmbiguousDate(UsageError):
    """A date reads two ways, depending on whether the day or the month comes first."""

    code = "ambiguous_date"

    def __init__(self, text: str, readings: Iterable[object]) -> None:
        one, other = map(str, readings)
        message = _("The date {text!r} is ambiguous, {one} or {other}: write it as YYYY-MM-DD.")
        super().__init__(
            message.format(text=text, one=one, other=other), text=text, candidates=[one, other]
        )


class NoSuchDay(UsageError):
    """A date names a day that its month does not have, such as 29 February 2026."""

    code = "no_such_day"

    def __init__(self, year: int, month: int, day: int) -> None:
        message = _("There is no {day} {month} {year}.")
        super().__init__(
            message.format(day=day, month=_(MONTHS[month - 1]), year=year),
            year=year,
            month=month,
            day=day,
        )


class UnreadableTime(UsageError):
    """A text is no time of day."""

    code = "unreadable_time"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the time {text!r}: write it like 14:30.")
        super().__init__(message.format(text=text), text=text)


class UnreadablePeriod(UsageError):
    """A text names no period."""

    code = "unreadable_period"

    def __init__(self, text: str, known: Iterable[str]) -> None:
        names = list(known)
        message = _(
            "Cannot read the period {text!r}: write 2026-W47, 2026-11, 2026-Q4, 2026, or one of "
            "{known}."
        )
        super().__init__(
            message.format(text=text, known=_(", ").join(names)), text=text, known=names
        )


# --- money ---


class UnreadableAmount(UsageError):
    """A text is no amount."""

    code = "unreadable_amount"

    def __init__(self, text: str) -> None:
        message = _(
            "Cannot read the amount {text!r}: write it like 12000, 12,000.50, 12k or 1.2万."
        )
        super().__init__(message.format(text=text), text=text)


class AmountTooPrecise(UsageError):
    """An amount has more decimals than its currency."""

    code = "amount_too_precise"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the amount {text!r}: it has more than two decimals.")
        super().__init__(message.format(text=text), text=text)


class AmountTooLarge(UsageError):
    """An amount is larger than the database can keep."""

    code = "amount_too_large"

    def __init__(self, text: str) -> None:
        super().__init__(_("The amount {text!r} is too large.").format(text=text), text=text)


# --- settings ---


class UnknownSetting(UsageError):
    """There is no setting of this name."""

    code = "unknown_setting"

    def __init__(self, key: str, known: Iterable[str]) -> None:
        names = list(known)
        message = _("Unknown setting {key!r}: choose one of {known}.")
        super().__init__(message.format(key=key, known=_(", ").join(names)), key=key, known=names)


class InvalidSetting(UsageError):
    """A setting cannot have this value. `known` are its choices; without any it is a number."""

    code = "invalid_setting"

    def __init__(self, key: str, value: str, known: Iterable[str] = ()) -> None:
        choices = list(known)
        if choices:
            message = _("{key} cannot be {value!r}: choose one of {known}.").format(
                key=key, value=value, known=_(", ").join(choices)
            )
        else:
            message = _("{key} cannot be {value!r}: use a whole number, 0 or more.").format(
                key=key, value=value
            )
        super().__init__(message, key=key, value=value, known=choices)


class InvalidCalendar(UsageError):
    """A key of calendar.toml holds something else than it should. `message` says what it needs."""

    code = "invalid_calendar"

    def __init__(self, message: str, path: Path, key: str) -> None:
        super().__init__(message.format(path=path, key=key), path=str(path), key=key)


# --- files and tables ---


class UnreadableFile(UsageError):
    """A file cannot be read, or does not hold what it should."""

    code = "unreadable_file"

    def __init__(self, path: Path, error: Exception) -> None:
        problem = reason(error)
        name = _("standard input") if str(path) == "-" else path
        message = _("Cannot read {path}: {problem}.").format(path=name, problem=problem)
        super().__init__(message, path=str(path), reason=problem)


class UnwritableFile(ResourceError):
    """A file cannot be written."""

    code = "unwritable_file"

    def __init__(self, path: Path, error: Exception) -> None:
        problem = reason(error)
        message = _("Cannot write {path}: {reason}.").format(path=path, reason=problem)
        super().__init__(message, path=str(path), reason=problem)


class OutputExists(RuleViolation):
    """A file to be written exists already."""

    code = "output_exists"

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} already exists.").format(path=path), path=str(path))


class OutputIsSource(RuleViolation):
    """A file to be written is one that the command reads: the database, its journal, the input."""

    code = "output_is_source"

    def __init__(self, path: Path) -> None:
        text = _("{path} is read by this command: it cannot be written.")
        super().__init__(text.format(path=path), path=str(path))


class UnknownColumn(UsageError):
    """A table has no column of this name."""

    code = "unknown_field"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = list(known)
        shown = dict.fromkeys(shown_words(names))
        message = _("Unknown field {name!r}: choose one of {known}.")
        super().__init__(
            message.format(name=name, known=_(", ").join(shown)), name=name, known=names
        )
