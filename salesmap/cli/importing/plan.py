"""How a file will be read: the options and the saved mapping, checked against the stages."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.errors import ColumnMissingError, PairSyntaxError
from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.domain.errors import UnknownStageError

if TYPE_CHECKING:
    from salesmap.domain.map.model import SalesMap
    from salesmap.exchange.mapping.columns import ColumnMapping
    from salesmap.exchange.mapping.import_options import SheetMap
    from salesmap.exchange.mapping.import_plan import Plan, Shape, Wishes
    from salesmap.exchange.tabular.sheet import Sheet


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


def plan_import(
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
        raise ColumnMissingError(
            path=str(plan.sheet.path), fields=missing, columns=plan.sheet.header, field=missing[0]
        )


def pairs(text: str | None, option: str) -> dict[str, str]:
    """`a=b,c=d` as a dict; quotes keep a comma. Raises UsageError."""
    found = {}
    for item in next(csv.reader([text or ""], skipinitialspace=True), []):
        name, sign, value = item.rpartition("=") if option == "--map" else item.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise PairSyntaxError(text=item, option=option)
        found[name.strip()] = value.strip()
    return found


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
        raise UnknownStageError(name, known.values())
    return stage
