"""The options of the commands that import a sheet.

A command declares a parameter `given: SheetImport` and is decorated with `@with_sheet_options`,
which puts the options in its place.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import click
import typer

from salesmap.cli.command_tree.parameters import in_place_of
from salesmap.cli.options import Format
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import ON_DUPLICATE
from salesmap.exchange.mapping.amounts import DECIMALS
from salesmap.exchange.mapping.dates import ALL_ORDERS

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
        click_type=click.Choice(ALL_ORDERS),
        metavar="dmy|mdy|ymd|ydm",
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


def key_option(help: str) -> Any:
    """Return `--key` for records that are found again by fields of their own."""
    return Annotated[str | None, typer.Option(metavar=_("FIELD"), help=help)]


def on_duplicate_option(help: str) -> Any:
    """Return `--on-duplicate`."""
    choices = "|".join(ON_DUPLICATE)
    return Annotated[
        str, typer.Option(click_type=click.Choice(ON_DUPLICATE), metavar=choices, help=help)
    ]


class SheetImport(NamedTuple):
    """An import as it was typed: the file, how it is read, and what becomes of its rows."""

    file: Path
    map_: str | None = None
    stage_map: str | None = None
    defaults: str | None = None
    date_order: str | None = None
    decimal: str | None = None
    key: str | None = None
    status_map: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    empty: str | None = None
    sheet_name: str | None = None
    use_map: Path | None = None
    save_map: Path | None = None
    on_duplicate: str = ON_DUPLICATE[0]
    dry_run: bool = False
    rejects: Path | None = None
    skipped: Path | None = None
    format: str | None = None


_OF_ALL: dict[str, Any] = {
    "file": File,
    "map_": Map,
    "defaults": Defaults,
    "encoding": Encoding,
    "header_row": HeaderRow,
    "empty": Empty,
    "sheet_name": SheetName,
    "use_map": UseMap,
    "save_map": SaveMap,
    "dry_run": DryRun,
    "rejects": RejectsFile,
    "format": Format,
}


def with_sheet_options(**own: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives an import the options of all imports, and its `own` by name."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        options = {**_OF_ALL, **own}
        parameters = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=SheetImport._field_defaults.get(name, inspect.Parameter.empty),
                annotation=options[name],
            )
            for name in SheetImport._fields
            if name in options
        ]
        return in_place_of("given", command, parameters, lambda typed: SheetImport(**typed))

    return decorate
