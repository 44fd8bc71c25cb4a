"""What the commands that read a sheet share: their options, how a map is made of them, and what they tell of the file."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns
from salesmap.exchange.mapping.amounts import DECIMALS
from salesmap.exchange.mapping.dates import DATE_ORDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.actions.imports.leads import Tally
    from salesmap.domain.map.model import SalesMap
    from salesmap.exchange.importers.rejects import Rejects
    from salesmap.exchange.mapping.columns import ColumnMapping
    from salesmap.exchange.mapping.import_options import SheetMap
    from salesmap.exchange.mapping.import_plan import Flag, Plan, Shape, Wishes
    from salesmap.exchange.tabular.sheet import Sheet

_REPORT = columns("read:int added:int updated:int skipped:int rejected:int")
_FLAGS_TOLD = 3

File = Annotated[
    Path,
    typer.Argument(metavar=_("FILE"), help=_("CSV file of any dialect, or workbook (.xlsx).")),
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


def sheet_map(
    use: Path | None,
    map_: str | None = None,
    stage_map: str | None = None,
    defaults: str | None = None,
    date_order: str | None = None,
    decimal: str | None = None,
    empty: str | None = None,
    sheet: str | None = None,
) -> "SheetMap":
    """What the options say of a file, on top of the map of an earlier one. Raises UsageError."""
    from salesmap.exchange.mapping.import_options import SheetMap, load

    words = tuple(word.strip() for word in next(csv.reader([empty or ""]), []) if word.strip())
    said = SheetMap(
        pairs(map_, "--map"),
        pairs(stage_map, "--stage-map"),
        pairs(defaults, "--defaults"),
        date_order,
        decimal,
        words,
        sheet,
    )
    return load(use).under(said) if use else said


def look_at(
    context: AppContext,
    shape: "Shape",
    file: Path,
    said: "SheetMap",
    used: Path | None,
    kept: Path | None,
) -> "Plan":
    """A look at the whole file: what it is, and how it will be read. `kept` is where to keep that for the next file.

    Raises UsageError, RuleViolation.
    """
    from salesmap.exchange.mapping.import_options import save
    from salesmap.exchange.mapping.import_plan import plan
    from salesmap.exchange.tabular.sheet import open_sheet
    from salesmap.render.progress import progress

    query = _wishes(context, said, shape.about)
    sheet = open_sheet(file, said.sheet)
    with progress(_("Reading"), None) as echo:
        planned = plan(shape, sheet, _columns_of(sheet, said, shape.about, used), query, echo)
    if kept:
        save(kept, planned.as_map())
    return planned


def require_fields(plan: "Plan", *fields: str) -> None:
    """Raise UsageError when no column is one of these."""
    missing = [field for field in fields if not any(fate.field == field for fate in plan.columns)]
    if missing:
        raise UsageError(
            _(
                "No column of {path} is recognized as {fields}: name it with --map "
                "COLUMN={field}; the columns are {columns}."
            ).format(
                path=plan.sheet.path,
                fields=_(", ").join(missing),
                field=missing[0],
                columns=_(", ").join(plan.sheet.header),
            )
        )


def tell_result(
    context: AppContext,
    plan: "Plan",
    tally: "Tally",
    rejects: "Rejects",
    rejects_file: Path | None,
    format: str | None,
) -> None:
    """Say what was not read, what is doubtful, what was put aside, and how many records came of the file."""
    tell_left_out(plan)
    tell_flags(plan.flags)
    tell_rejected(rejects, rejects_file)
    if tally.lacking:
        notify(
            ngettext(
                "{count} open lead lacks required key elements of its stage: see 'salesmap lead "
                "checklist LEAD --all'.",
                "{count} open leads lack required key elements of their stage: see 'salesmap "
                "lead checklist LEAD --all'.",
                tally.lacking,
            ).format(count=tally.lacking)
        )
    show_counts(context, plan.rows, tally, rejects, format)


def show_counts(
    context: AppContext, read: int, tally: "Tally", rejects: "Rejects", format: str | None
) -> None:
    """The report of an import."""
    counts = (read, tally.added, tally.updated, tally.skipped, rejects.count)
    show(context, Table(_REPORT, [counts]), format, single=True)


def _wishes(context: AppContext, said: "SheetMap", about: str) -> "Wishes":
    """What the person said, checked against the stages of the book. Raises UsageError."""
    from salesmap.exchange.mapping.aliases import bare
    from salesmap.exchange.mapping.columns import field_named
    from salesmap.exchange.mapping.import_plan import Wishes

    read, known = _map_and_stages(context)
    stages = {theirs: _stage(ours, known) for theirs, ours in said.stages.items()}
    defaults = {field_named(field, about): value for field, value in said.defaults.items()}
    own = {field.key: field for field in read.fields}
    return Wishes(
        said._replace(stages=stages, defaults=defaults),
        known,
        context.clock,
        context.database.user,
        own,
        {bare(word): each.key for each in read.pipelines for word in (each.key, *each.label)},
    )


def pairs(text: str | None, option: str) -> dict[str, str]:
    """`a=b,c=d` as a dict; quotes keep a comma. Raises UsageError."""
    found = {}
    for item in next(csv.reader([text or ""], skipinitialspace=True), []):
        name, sign, value = item.rpartition("=") if option == "--map" else item.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise UsageError(
                _("Cannot read {text!r} in {option}: write A=B,C=D.").format(
                    text=item, option=option
                )
            )
        found[name.strip()] = value.strip()
    return found


def _columns_of(
    sheet: "Sheet", said: "SheetMap", about: str, used: Path | None
) -> "list[ColumnMapping]":
    """What becomes of each column. A map of an earlier file may know columns that this one has not. Raises UsageError."""
    from salesmap.exchange.mapping.aliases import bare
    from salesmap.exchange.mapping.columns import fates

    wanted = said.columns
    if used:
        there = {bare(name) for name in sheet.header}
        if missing := [column for column in wanted if bare(column) not in there]:
            notify(
                _("The file has no column {columns}, which the saved mapping names.").format(
                    columns=_(", ").join(missing)
                )
            )
        wanted = {column: field for column, field in wanted.items() if bare(column) in there}
    return fates(sheet.header, wanted, about)


def tell_left_out(plan: "Plan") -> None:
    """Say what of the file was not read."""
    from salesmap.exchange.mapping.columns import LEFT_OUT

    if left_out := [fate.header for fate in plan.columns if fate.field == LEFT_OUT and fate.header]:
        notify(_("Columns not imported: {columns}.").format(columns=_(", ").join(left_out)))
    if others := plan.sheet.others:
        notify(
            _("Other sheets were not imported: {sheets}. Choose one with --sheet.").format(
                sheets=_(", ").join(others)
            )
        )


def tell_flags(flags: "Sequence[Flag]") -> None:
    """Say which cells a spreadsheet seems to have changed."""
    if flags:
        told = (
            _("line {line}, {column}: {cell!r}").format(**flag._asdict())
            for flag in flags[:_FLAGS_TOLD]
        )
        notify(
            ngettext(
                "{count} cell was possibly changed by a spreadsheet program and is imported as "
                "is: {shown}",
                "{count} cells were possibly changed by a spreadsheet program and are imported "
                "as is: {shown}",
                len(flags),
            ).format(count=len(flags), shown=" · ".join(told))
        )


def tell_rejected(rejects: "Rejects", file: Path | None) -> None:
    """Say how many rows were put aside, why the first ones were, and how to get them all."""
    if rejects.count:
        notify(
            ngettext(
                "{count} row was rejected: {reasons}",
                "{count} rows were rejected: {reasons}",
                rejects.count,
            ).format(count=rejects.count, reasons=" · ".join(rejects.first_reasons))
        )
        if file is None:
            notify(_("To save them to a file, add --rejects FILE."))


def _map_and_stages(context: AppContext) -> tuple["SalesMap", dict[str, str]]:
    """The book's map (or the one it will begin with), and the words that mean a stage or an end of it."""
    from salesmap.exchange.mapping.import_plan import known_stages

    if context.database.path.exists() and context.database.path.stat().st_size:
        from salesmap.store.map_versions import asking, current_map

        with context.read_connection() as connection:
            read = current_map(asking(connection))
    else:
        from salesmap.domain.map.loader import DEFAULT, parse_map, read_source

        read = parse_map(read_source(DEFAULT))
    return read, known_stages(read.key, [(stage.key, *stage.label) for stage in read.stages])


def _stage(name: str, known: dict[str, str]) -> str:
    from salesmap.exchange.mapping.aliases import bare

    stage = known.get(bare(name))
    if stage is None:
        raise UsageError(
            _("Unknown stage {name!r}: choose one of {known}.").format(
                name=name, known=", ".join(dict.fromkeys(known.values()))
            )
        )
    return stage
