"""A report of the user's own: its parameters are its options."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.errors import CustomOptionError
from salesmap.cli.output import show
from salesmap.domain.vocabulary import FIELD_SYNONYMS

if TYPE_CHECKING:
    from salesmap.reports.catalogue.custom import CustomReport


def show_own(
    context: AppContext,
    report: "CustomReport",
    said: Mapping[str, str | None],
    more: Sequence[str],
    format: str | None,
    fields: str | None,
) -> None:
    """Answer a report of the user's own; `said` are options that every report has, `more` are words that no option claimed."""
    from salesmap.reports.catalogue.custom import run_custom

    options = {name: value for name, value in said.items() if value is not None} | _options(more)
    for former, name in FIELD_SYNONYMS.items():
        if name in options and name not in report.parameters and former in report.parameters:
            options[former] = options.pop(name)
    with context.read_connection() as connection:
        rows = run_custom(connection, report, options, context.clock.today())
    show(context, rows, format, fields)


def _options(words: Sequence[str]) -> dict[str, str]:
    """`--name value` and `--name=value` among words that no option claimed. Raises UsageError."""
    found = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (sign or waiting):
            raise CustomOptionError(text=word)
        found[name.replace("-", "_")] = value if sign else waiting.pop(0)
    return found
