"""What goes wrong with maps and with the fields that they define."""

from collections.abc import Iterable

from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.i18n import _, bound_language, ngettext, reason
from salesmap.domain.map.model import FieldSpec


class UnknownMap(NotFoundError):
    """A map is neither shipped with salesmap nor a file."""

    code = "unknown_map"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = list(known)
        message = _("Unknown map {name!r}: choose one of {known}, or give the path of a TOML file.")
        super().__init__(
            message.format(name=name, known=_(", ").join(names)), name=name, known=names
        )


class UnreadableMap(UsageError):
    """The file of a map cannot be read."""

    code = "unreadable_map"

    def __init__(self, name: str, error: Exception) -> None:
        problem = reason(error)
        message = _("Cannot read the map {name!r}: {problem}.")
        super().__init__(message.format(name=name, problem=problem), name=name, reason=problem)


class InvalidMap(UsageError):
    """A map has mistakes. Names the first with its line; `more` is the number of the others."""

    code = "invalid_map"

    def __init__(self, line: int, where: str, problem: str, more: int) -> None:
        message = _("Invalid map: line {line}, {where}: {problem}.").format(
            line=line, where=where, problem=problem
        )
        if more:
            message += ngettext(" {count} more problem.", " {count} more problems.", more).format(
                count=more
            )
        super().__init__(message, line=line, where=where, problem=problem, more=more)


class InvalidMapMove(UsageError):
    """`--move` names a stage or pipeline that the old or the new map does not have."""

    code = "invalid_map_move"

    def __init__(
        self, old: str, new: str, old_names: Iterable[str], new_names: Iterable[str]
    ) -> None:
        before, after = list(old_names), list(new_names)
        message = _(
            "Cannot move {old!r} to {new!r}: the current map has {old_names}, the new one "
            "{new_names}."
        )
        super().__init__(
            message.format(
                old=old, new=new, old_names=_(", ").join(before), new_names=_(", ").join(after)
            ),
            old=old,
            new=new,
            old_names=before,
            new_names=after,
        )


class InvalidNumber(UsageError):
    """The value of a number field is no number."""

    code = "invalid_number"

    def __init__(self, field: FieldSpec, value: str) -> None:
        message = _("{field} must be a number, not {value!r}.")
        label = field.label.text(bound_language())
        super().__init__(message.format(field=label, value=value), field=field.key, value=value)


class InvalidYesNo(UsageError):
    """The value of a yes-or-no field is neither."""

    code = "invalid_yesno"

    def __init__(self, field: FieldSpec, value: str) -> None:
        message = _("{field} must be yes or no, not {value!r}.")
        label = field.label.text(bound_language())
        super().__init__(message.format(field=label, value=value), field=field.key, value=value)


class InvalidChoice(UsageError):
    """The value of a choice field is not among its choices."""

    code = "invalid_choice"

    def __init__(self, field: FieldSpec, value: str, known: Iterable[str]) -> None:
        choices = list(known)
        message = _("{field} cannot be {value!r}: choose one of {known}.")
        label = field.label.text(bound_language())
        super().__init__(
            message.format(field=label, value=value, known=_(", ").join(choices)),
            field=field.key,
            value=value,
            known=choices,
        )
