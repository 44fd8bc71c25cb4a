"""Custom reports: their parameters are their options."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import CustomOptionError
from salesmap.cli.output import show
from salesmap.domain.vocabulary import FIELD_SYNONYMS

if TYPE_CHECKING:
    from salesmap.reports.catalogue.custom import CustomReport


def show_own(
    context: AppContext,
    report: "CustomReport",
    known: Mapping[str, str | None],
    unknown: Sequence[str],
    format: str | None,
    fields: str | None,
) -> None:
    """Run a custom report and print it.

    `known` are options that every report has, `unknown` are words that no option claimed.
    """
    from salesmap.reports.catalogue.custom import run_custom

    options = {name: value for name, value in known.items() if value is not None} | _options(
        unknown
    )
    for former, name in FIELD_SYNONYMS.items():
        if name in options and name not in report.parameters and former in report.parameters:
            options[former] = options.pop(name)
    with context.read_connection() as connection:
        rows = run_custom(connection, report, options, context.clock.today())
    show(context, rows, format, fields)


def _options(words: Sequence[str]) -> dict[str, str]:
    """Return the pairs of `--name value` and `--name=value`. Raises CustomOptionError."""
    options = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (sign or waiting):
            raise CustomOptionError(text=word)
        options[name.replace("-", "_")] = value if sign else waiting.pop(0)
    return options
