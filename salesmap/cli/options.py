"""Options that many commands share, so that they mean the same everywhere."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import click
import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.completion.names import LEAD_NAME, PERSON, STAGE
from salesmap.cli.context import AppContext
from salesmap.cli.output import FORMATS, notify
from salesmap.core.i18n import _


def format_option(formats: Sequence[str]) -> Any:
    """Return `--format` for a command that writes these formats."""
    return typer.Option(
        "--format",
        "-f",
        click_type=click.Choice(formats),
        metavar=_("FORMAT"),
        help=_("Output format: {formats}.").format(formats=_(", ").join(formats)),
    )


Format = Annotated[str | None, format_option(FORMATS)]
Fields = Annotated[
    str | None, typer.Option(metavar=_("A,B,…"), help=_("Fields to show, in this order."))
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=0, metavar=_("N"), help=_("Maximum number of rows; 0 for all.")
    ),
]
LeadRef = Annotated[
    str,
    typer.Argument(
        metavar=_("LEAD"),
        click_type=LEAD_NAME,
        help=_("Lead: number, words of its name, customer, contact or phone, or x:EXTERNAL-ID."),
    ),
]
LeadRefs = Annotated[
    list[str],
    typer.Argument(
        metavar=_("LEAD..."),
        click_type=LEAD_NAME,
        help=_("Leads: numbers, words of their names, customers, contacts or phones."),
    ),
]
Owner = Annotated[str | None, typer.Option(metavar=_("NAME"), click_type=PERSON, help=_("Owner."))]
Stage = Annotated[
    str | None,
    typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("Key or label of a stage.")),
]
Note = Annotated[str | None, typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Note."))]
Next = Annotated[
    str | None,
    typer.Option(
        "--next",
        metavar=_("WHAT"),
        click_type=FREE_TEXT,
        help=_("Next follow-up; needs --due."),
    ),
]
Due = Annotated[
    str | None,
    typer.Option(metavar=_("WHEN"), help=_("Due date: 2026-12-01, tomorrow, fri, +3d, eom.")),
]
Product = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Product."))]
Folder = Annotated[
    Path, typer.Option("--all", metavar=_("FOLDER"), help=_("Folder of the text files."))
]
Chart = Annotated[
    str | None, typer.Option(metavar=_("FIGURE"), help=_("Numeric column to draw as bars."))
]
Explain = Annotated[
    bool, typer.Option("--explain", help=_("Definition, formula and leads behind each number."))
]


def check_chart(chart: str | None, format: str | None) -> None:
    """Raise ConflictingOptionsError for a chart among rows that a program reads."""
    if chart is not None and format not in (None, "table", "plain"):
        from salesmap.cli.option_errors import ConflictingOptionsError

        raise ConflictingOptionsError(option="--chart", others=[f"--format {format}"])


def day(context: AppContext, text: str | None) -> date | None:
    """Return the day of an option, echoed unless typed as a date; None without one.

    Raises UsageError.
    """
    if text is None:
        return None
    meant = read_day(context, text)
    if text != meant.isoformat():
        notify(_("{text} is {day}.").format(text=text, day=meant))
    return meant


def read_day(context: AppContext, text: str) -> date:
    """Return the day that a text means. Raises UsageError."""
    from salesmap.core.dates import parse_day

    return parse_day(text, context.clock.today())


def read_due(context: AppContext, text: str) -> date:
    """Return the day that a text means, with its time of day if it names one.

    A day that is over is told. Raises UsageError.
    """
    from salesmap.core.dates import parse_due

    due = parse_due(text, context.clock)
    tell_past(context, due)
    return due


def tell_past(context: AppContext, due: date) -> None:
    """Say that a day on which something shall be due is over."""
    if due.isoformat()[:10] < context.clock.today().isoformat():
        notify(_("{day} is in the past.").format(day=due.isoformat()[:10]))


def read_next_step(
    context: AppContext, what: str | None, due: str | None
) -> tuple[str, date] | None:
    """Return the follow-up of `--next` and `--due`. Raises IncompleteNextStepError."""
    if what is None and due is None:
        return None
    if what is None or due is None:
        from salesmap.cli.option_errors import IncompleteNextStepError

        raise IncompleteNextStepError()
    return what, read_due(context, due)
