"""What goes wrong with templates."""

from collections.abc import Iterable
from pathlib import Path

from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.i18n import _, ngettext, reason


class UnknownTemplate(NotFoundError):
    """A template is neither shipped with salesmap, nor the user's own, nor a file."""

    code = "unknown_template"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = list(known)
        message = _(
            "Unknown template {name!r}: choose one of {known}, or give the path of a TOML file."
        )
        super().__init__(
            message.format(name=name, known=_(", ").join(names)), name=name, known=names
        )


class UnreadableTemplate(UsageError):
    """The file of a template cannot be read."""

    code = "unreadable_template"

    def __init__(self, path: Path, error: Exception) -> None:
        problem = reason(error)
        message = _("Cannot read the template {path}: {problem}.")
        super().__init__(message.format(path=path, problem=problem), path=str(path), reason=problem)


class InvalidTemplate(UsageError):
    """A template has mistakes. Names the first with its line; `more` counts the others."""

    code = "invalid_template"

    def __init__(self, path: Path, line: int, where: str, problem: str, more: int) -> None:
        message = _("Invalid template {path}: line {line}, {where}: {problem}.").format(
            path=path, line=line, where=where, problem=problem
        )
        if more:
            message += ngettext(" {count} more problem.", " {count} more problems.", more).format(
                count=more
            )
        super().__init__(
            message, path=str(path), line=line, where=where, problem=problem, more=more
        )
