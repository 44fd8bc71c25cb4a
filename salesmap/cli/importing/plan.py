"""How a file will be read: the options and a saved mapping, checked against the stages."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.errors import ColumnMissingError
from salesmap.cli.importing.options import SheetImport
from salesmap.cli.option_errors import PairSyntaxError, UnknownStatusError
from salesmap.cli.output import notify
from salesmap.core.files import note_input_copy, shown_path
from salesmap.core.i18n import _
from salesmap.domain.errors import UnknownStageError

if TYPE_CHECKING:
    from salesmap.domain.map.model import SalesMap
    from salesmap.exchange.mapping.columns import ColumnMapping
    from salesmap.exchange.mapping.import_context import ImportContext, ImportSchema
    from salesmap.exchange.mapping.import_options import ImportOptions
    from salesmap.exchange.mapping.import_plan import ImportPlan
    from salesmap.exchange.tabular.sheet import Sheet


def plan_import(context: AppContext, given: SheetImport, schema: "ImportSchema") -> "ImportPlan":
    """Return how a file will be read, after a look at all of it, as the options of a command say.

    Raises UsageError, RuleViolation.
    """
    from salesmap.exchange.mapping import import_plan
    from salesmap.exchange.mapping.import_options import save_options
    from salesmap.exchange.tabular.sheet import open_sheet
    from salesmap.render.progress import progress

    options = _options(given)
    query = _checked(context, options, schema.record)
    sheet = open_sheet(input_file(given.file), options.sheet, options.encoding, options.header_row)
    with progress(_("Reading"), None) as echo:
        columns = _columns_of(sheet, options, schema.record, given.use_map)
        found = import_plan.plan_import(
            schema, sheet, columns, query, echo, is_dry_run=given.dry_run
        )
    if given.save_map and not given.dry_run:
        save_options(given.save_map, found.as_options())
    return found


def _options(given: SheetImport) -> "ImportOptions":
    """Return what the options say of a file, on top of a saved mapping. Raises UsageError."""
    from salesmap.exchange.mapping.import_options import ImportOptions, load_options

    empty = next(csv.reader([given.empty or ""]), [])
    options = ImportOptions(
        columns=pairs(given.map_, "--map"),
        stages=pairs(given.stage_map, "--stage-map"),
        statuses=pairs(given.status_map, "--status-map"),
        defaults=pairs(given.defaults, "--defaults"),
        date_order=given.date_order,
        decimal=given.decimal,
        empty=tuple(word.strip() for word in empty if word.strip()),
        sheet=given.sheet_name,
        encoding=given.encoding,
        header_row=given.header_row,
        key=given.key,
    )
    return load_options(given.use_map).updated(options) if given.use_map else options


def require_fields(plan: "ImportPlan", *fields: str) -> None:
    """Raise ColumnMissingError unless a column is one of these fields."""
    missing = [
        field for field in fields if not any(column.field == field for column in plan.columns)
    ]
    if missing:
        raise ColumnMissingError(
            path=shown_path(plan.sheet.path),
            fields=missing,
            columns=[column for column in plan.sheet.header if column.strip()],
            field=missing[0],
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
    from salesmap.exchange.mapping.import_context import ImportContext

    read, known = map_and_stages(context)
    stages = {theirs: _stage_key(ours, known) for theirs, ours in options.stages.items()}
    statuses = {theirs: _status(ours, record) for theirs, ours in options.statuses.items()}
    defaults = {field_named(field, record): value for field, value in options.defaults.items()}
    own = {field.key: field for field in read.fields}
    return ImportContext(
        options._replace(stages=stages, statuses=statuses, defaults=_own_name(context, defaults)),
        known,
        context.clock,
        context.database.user,
        own,
        {normalized(word): each.key for each in read.pipelines for word in (each.key, *each.label)},
        _database_uid(context),
    )


def _own_name(context: AppContext, defaults: dict[str, str]) -> dict[str, str]:
    """Return the defaults; an owner `me` is the current user."""
    if defaults.get("owner", "").casefold() in ("me", "我"):
        return {**defaults, "owner": context.database.user}
    return defaults


def _database_uid(context: AppContext) -> str | None:
    """Return the identifier of the database, if there is one yet."""
    if not has_database(context):
        return None
    from salesmap.reports.activity.calendar_feed import database_uid

    with context.read_connection() as connection:
        return database_uid(connection)


def _status(word: str, record: str) -> str:
    """Return the outcome, or the progress of an activity, that a word of ours means."""
    from salesmap.exchange.mapping.aliases import aliases, normalized
    from salesmap.exchange.mapping.columns import ACTIVITY, TICKET

    section = {ACTIVITY: "progress", TICKET: "ticket_states"}.get(record, "statuses")
    meaning = aliases(section).get(normalized(word))
    if record == TICKET:
        from salesmap.domain.service.vocabulary import TICKET_STATES
        from salesmap.domain.service.words import choices_of_states, state_of

        meaning = state_of(word) or meaning
        if meaning is None:
            raise UnknownStatusError(word, TICKET_STATES, choices_of_states())
    if meaning is None:
        raise UnknownStatusError(word, dict.fromkeys(aliases(section).values()))
    return meaning


def _columns_of(
    sheet: "Sheet", options: "ImportOptions", record: str, used: Path | None
) -> "list[ColumnMapping]":
    """Return what becomes of each column. Raises UsageError.

    A saved mapping may name columns that this file does not have.
    """
    from salesmap.exchange.mapping.aliases import normalized
    from salesmap.exchange.mapping.columns import LEAD, map_columns

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
    if options.key == "id" and record == LEAD:
        own = {name: "own_id" for name in sheet.header if normalized(name) == "id"}
        columns = {**own, **columns}
    return map_columns(sheet.header, columns, record)


def has_database(context: AppContext) -> bool:
    """Return whether the database exists already."""
    from salesmap.store.engine.opening import exists

    return exists(context.database)


def input_file(file: Path) -> Path:
    """Return a file; for `-`, a copy of standard input, which is read several times."""
    if str(file) != "-":
        return file
    import atexit
    import shutil
    import sys
    from tempfile import mkdtemp

    folder = Path(mkdtemp(prefix="salesmap-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = folder / "stdin"
    note_input_copy(copy)
    with copy.open("wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out)
    return copy


def map_and_stages(context: AppContext) -> tuple["SalesMap", dict[str, str]]:
    """Return the map, by default the template, and the words that mean a stage or an outcome."""
    from salesmap.exchange.mapping.import_context import known_stages

    if has_database(context):
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
