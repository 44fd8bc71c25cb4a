"""The options of the commands that import a sheet."""

from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.core.i18n import _
from salesmap.exchange.mapping.amounts import DECIMALS
from salesmap.exchange.mapping.dates import DATE_ORDERS

File = Annotated[
    Path,
    typer.Argument(
        metavar=_("FILE"),
        allow_dash=True,
        help=_("CSV file of any dialect, or workbook (.xlsx); - reads standard input."),
    ),
]
Map = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar=_("COLUMN=FIELD,…"),
        help=_("Fields of the columns; - leaves a column out, fields.NAME is a custom field."),
    ),
]
StageMap = Annotated[
    str | None,
    typer.Option(
        metavar=_("THEIRS=STAGE,…"),
        help=_("Stages for the stages in the file; also won, lost or dropped (discarded)."),
    ),
]
StatusMap = Annotated[
    str | None,
    typer.Option(
        metavar=_("THEIRS=STATUS,…"),
        help=_("Outcomes for the statuses in the file: open, won, lost or dropped (discarded)."),
    ),
]
ProgressMap = Annotated[
    str | None,
    typer.Option(
        "--status-map",
        metavar=_("THEIRS=STATUS,…"),
        help=_("What the statuses in the file mean: done, open or dropped."),
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        metavar=_("FIELD"),
        help=_(
            "Field by which records are found again: external_id, id, name, phone, email or a "
            "custom field."
        ),
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar=_("NAME"), help=_("Encoding of the file, such as big5 or cp1250.")),
]
HeaderRow = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help=_("Line of the header, where it is not found.")),
]
Defaults = Annotated[
    str | None, typer.Option(metavar=_("FIELD=VALUE,…"), help=_("Default values for empty cells."))
]
DateOrder = Annotated[
    str | None,
    typer.Option(
        click_type=click.Choice(DATE_ORDERS),
        metavar="dmy|mdy|ymd",
        help=_("Order of dates like 04/07/2026."),
    ),
]
Decimal = Annotated[
    str | None,
    typer.Option(
        click_type=click.Choice(DECIMALS),
        metavar=",|.",
        help=_("Decimal separator of amounts, where the column is ambiguous."),
    ),
]
Empty = Annotated[
    str | None,
    typer.Option(
        metavar=_("WORD,…"), help=_("Texts that count as an empty cell, such as Select,N/A,-.")
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option(
        "--sheet", metavar=_("NAME"), help=_("Sheet of the workbook; the first by default.")
    ),
]
UseMap = Annotated[
    Path | None,
    typer.Option(metavar=_("FILE"), help=_("Saved column and stage mapping to use.")),
]
SaveMap = Annotated[
    Path | None,
    typer.Option(
        metavar=_("FILE"), help=_("File for the column and stage mapping, to use again later.")
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Dry run: show the result, change nothing."))
]
RejectsFile = Annotated[
    Path | None,
    typer.Option(
        "--rejects", metavar=_("FILE"), help=_("File for rejected rows, with the reasons.")
    ),
]
SkippedFile = Annotated[
    Path | None,
    typer.Option(
        "--skipped",
        metavar=_("FILE"),
        help=_("File for skipped rows, with the leads that they are about."),
    ),
]
