"""How a file will be read: the options and a saved mapping, checked against the stages."""

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
    from salesmap.exchange.mapping.import_options import ImportOptions
    from salesmap.exchange.mapping.import_plan import ImportContext, ImportPlan, ImportSchema
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
) -> "ImportOptions":
    """Return what the options say of a file, on top of a saved mapping. Raises UsageError."""
    from salesmap.exchange.mapping.import_options import ImportOptions, load_options

    words = tuple(word.strip() for word in next(csv.reader([empty or ""]), []) if word.strip())
    options = ImportOptions(
        pairs(map_, "--map"),
        pairs(stage_map, "--stage-map"),
        pairs(defaults, "--defaults"),
        date_order,
        decimal,
        words,
        sheet,
    )
    return load_options(use).updated(options) if use else options


def plan_import(
    context: AppContext,
    schema: "ImportSchema",
    file: Path,
    options: "ImportOptions",
    used: Path | None,
    kept: Path | None,
) -> "ImportPlan":
    """Return how a file will be read, after a look at all of it.

    `used` is the saved mapping that was read, `kept` is where to save this one. Raises UsageError,
    RuleViolation.
    """
    from salesmap.exchange.mapping import import_plan
    from salesmap.exchange.mapping.import_options import save_options
    from salesmap.exchange.tabular.sheet import open_sheet
    from salesmap.render.progress import progress

    query = _checked(context, options, schema.record)
    sheet = open_sheet(file, options.sheet)
    with progress(_("Reading"), None) as echo:
        columns = _columns_of(sheet, options, schema.record, used)
        found = import_plan.plan_import(schema, sheet, columns, query, echo)
    if kept:
        save_options(kept, found.as_options())
    return found


def require_fields(plan: "ImportPlan", *fields: str) -> None:
    """Raise ColumnMissingError unless a column is one of these fields."""
    missing = [
        field for field in fields if not any(column.field == field for column in plan.columns)
    ]
    if missing:
        raise ColumnMissingError(
            path=str(plan.sheet.path), fields=missing, columns=plan.sheet.header, field=missing[0]
        )


def pairs(text: str | None, option: str) -> dict[str, str]:
    """Return `a=b,c=d` as a dict; quotes keep a comma. Raises PairSyntaxError."""
    found = {}
    for item in next(csv.reader([text or ""], skipinitialspace=True), []):
        name, sign, value = item.rpartition("=") if option == "--map" else item.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise PairSyntaxError(text=item, option=option)
        found[name.strip()] = value.strip()
    return found


def _checked(context: AppContext, options: "ImportOptions", record: str) -> "ImportContext":
    """Return the options, checked against the stages and fields. Raises UsageError."""
    from salesmap.exchange.mapping.aliases import normalized
    from salesmap.exchange.mapping.columns import field_named
    from salesmap.exchange.mapping.import_plan import ImportContext

    read, known = map_and_stages(context)
    stages = {theirs: _stage_key(ours, known) for theirs, ours in options.stages.items()}
    defaults = {field_named(field, record): value for field, value in options.defaults.items()}
    own = {field.key: field for field in read.fields}
    return ImportContext(
        options._replace(stages=stages, defaults=defaults),
        known,
        context.clock,
        context.database.user,
        own,
        {normalized(word): each.key for each in read.pipelines for word in (each.key, *each.label)},
    )


def _columns_of(
    sheet: "Sheet", options: "ImportOptions", record: str, used: Path | None
) -> "list[ColumnMapping]":
    """Return what becomes of each column. Raises UsageError.

    A saved mapping may name columns that this file does not have.
    """
    from salesmap.exchange.mapping.aliases import normalized
    from salesmap.exchange.mapping.columns import map_columns

    columns = options.columns
    if used:
        present = {normalized(name) for name in sheet.header}
        if missing := [column for column in columns if normalized(column) not in present]:
            notify(
                _("The file has no column {columns}, which the saved mapping names.").format(
                    columns=_(", ").join(missing)
                )
            )
        columns = {
            column: field for column, field in columns.items() if normalized(column) in present
        }
    return map_columns(sheet.header, columns, record)


def map_and_stages(context: AppContext) -> tuple["SalesMap", dict[str, str]]:
    """Return the map, by default the template, and the words that mean a stage or an outcome."""
    from salesmap.exchange.mapping.import_plan import known_stages

    if context.database.path.exists() and context.database.path.stat().st_size:
        from salesmap.store.map_versions import current_map

        with context.read_connection() as connection:
            read = current_map(connection)
    else:
        from salesmap.domain.map.loader import DEFAULT, parse_map, read_source

        read = parse_map(read_source(DEFAULT))
    return read, known_stages(read.key, [(stage.key, *stage.label) for stage in read.stages])


def _stage_key(name: str, known: dict[str, str]) -> str:
    from salesmap.exchange.mapping.aliases import normalized

    stage = known.get(normalized(name))
    if stage is None:
        raise UnknownStageError(name, known.values())
    return stage
