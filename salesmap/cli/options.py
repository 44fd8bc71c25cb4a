"""Options that many commands share, so that they read and mean the same everywhere."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import click
import typer

from salesmap.cli.completion import LEAD_NAME, OWNER, STAGE
from salesmap.cli.context import AppContext
from salesmap.cli.output import FORMATS, notify
from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _, glossed
from salesmap.domain.vocabulary import STATUSES


def format_option(formats: Sequence[str]) -> Any:
    """`--format`, for a command that writes its rows in these."""
    return typer.Option(
        "--format",
        "-f",
        click_type=click.Choice(formats),
        metavar=_("FORMAT"),
        help=_("How the rows are written: {formats}.").format(formats=", ".join(formats)),
    )


Format = Annotated[str | None, format_option(FORMATS)]
Fields = Annotated[
    str | None, typer.Option(metavar=_("A,B,…"), help=_("Which fields, in which order."))
]
Limit = Annotated[
    int | None, typer.Option(min=0, metavar=_("N"), help=_("At most so many rows; 0 for all."))
]
LeadRef = Annotated[
    str,
    typer.Argument(
        metavar=_("LEAD"),
        click_type=LEAD_NAME,
        help=_("A number, the beginning of the name, or x:EXTERNAL-ID."),
    ),
]
Owner = Annotated[str | None, typer.Option(metavar=_("NAME"), click_type=OWNER, help=_("Whose."))]
Stage = Annotated[
    str | None,
    typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("A stage's key or label.")),
]
Status = Annotated[
    str,
    typer.Option(
        metavar=_("STATUS"),
        help=_("Which state they are in: {known}.").format(known=glossed((*STATUSES, N_("all")))),
    ),
]
Filter = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=_("[FILTER]..."),
        help=_("field=value, field!=value, field>value, field<value, field~text."),
    ),
]
Note = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("A note to keep with it."))]
Next = Annotated[
    str | None, typer.Option("--next", metavar=_("WHAT"), help=_("What to do next; needs --due."))
]
Due = Annotated[
    str | None,
    typer.Option(metavar=_("WHEN"), help=_("When it is due: 2026-12-01, tomorrow, fri, +3d, eom.")),
]
Source = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Where it came from."))]
Product = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("The product."))]
Region = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("The region."))]
Tag = Annotated[str | None, typer.Option(metavar=_("WORD"), help=_("With this tag."))]
Search = Annotated[
    str | None, typer.Option(metavar=_("TEXT"), help=_("In names, phones, e-mails and notes."))
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        "--process", metavar=_("NAME"), help=_("The pipeline; all of them together unless named.")
    ),
]
Since = Annotated[str | None, typer.Option(metavar=_("WHEN"), help=_("From this day on."))]
Chart = Annotated[
    str | None, typer.Option(metavar=_("FIGURE"), help=_("Draw this figure of each row as a bar."))
]
Explain = Annotated[
    bool, typer.Option("--explain", help=_("Definition, formula and leads of every figure."))
]
Until = Annotated[
    str | None, typer.Option(metavar=_("WHEN"), help=_("Up to and including this day."))
]


def day(context: AppContext, text: str | None) -> date | None:
    """The day an option means, told where it was not written out; None without one. Raises UsageError."""
    if text is None:
        return None
    meant = read_day(context, text)
    if text != meant.isoformat():
        notify(_("{text} is {day}.").format(text=text, day=meant))
    return meant


def read_day(context: AppContext, text: str) -> date:
    """The day that a text means. Raises UsageError."""
    from salesmap.core.dates import parse_day

    return parse_day(text, context.clock.today())


def promise(context: AppContext, what: str | None, due: str | None) -> tuple[str, date] | None:
    """What `--next` and `--due` say together. Raises UsageError when one is without the other."""
    if what is None and due is None:
        return None
    if what is None or due is None:
        raise UsageError(_("--next and --due go together: say what is next and when."))
    return what, read_day(context, due)
