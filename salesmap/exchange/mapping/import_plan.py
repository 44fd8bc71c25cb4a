"""The plan of an import, made after a look at the whole sheet, before a row of it is imported."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError
from salesmap.domain.map.model import FieldSpec
from salesmap.exchange.errors import UnknownFileStagesError
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.amounts import DecimalSeparator, read_amount
from salesmap.exchange.mapping.columns import ACTIVITY, CUSTOM, HISTORY, LEAD, ColumnMapping
from salesmap.exchange.mapping.dates import DateOrder, read_moment
from salesmap.exchange.mapping.import_options import ImportOptions
from salesmap.exchange.mapping.suspect_cells import SuspectCell, SuspectCells
from salesmap.exchange.tabular.sheet import Record, Sheet, records

BATCH = 500

_CELLS_TRIED = 1000


class ImportSchema(NamedTuple):
    """The fields of a kind of record that are dates, amounts, or words for a stage or outcome.

    `future_dates` are the dates that may be after today.
    """

    record: str
    dates: tuple[str, ...]
    future_dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


LEADS = ImportSchema(
    LEAD,
    dates=(
        "created_at",
        "stage_since",
        "last_contact",
        "closed_at",
        "expected_close",
        "close_date",
        "next_due",
    ),
    future_dates=("expected_close", "close_date", "next_due"),
    amounts=("value",),
    stages=("stage", "status"),
)
HISTORIES = ImportSchema(
    HISTORY,
    dates=("at", "expected_close"),
    future_dates=("expected_close",),
    amounts=("value",),
    stages=("stage", "from_stage"),
)
ACTIVITIES = ImportSchema(
    ACTIVITY, dates=("at", "due", "done_at", "next_due"), future_dates=("at", "due", "next_due")
)


class ImportContext(NamedTuple):
    """The options of an import, and what the database knows.

    `known_stages` are stages by normalized key, label, or word of another system; `pipelines` keys
    by normalized key or label; `custom_fields` those that the map declares.
    """

    options: ImportOptions
    known_stages: Mapping[str, str]
    clock: Clock
    owner: str
    custom_fields: Mapping[str, FieldSpec] = {}
    pipelines: Mapping[str, str] = {}

    def stage_named(self, word: str) -> str | None:
        """Return the stage or outcome that a word of the file means."""
        key = normalized(word)
        for theirs, ours in self.options.stages.items():
            if normalized(theirs) == key:
                return ours
        return self.known_stages.get(key)

    @property
    def empty_words(self) -> set[str]:
        """The words that count as an empty cell, casefolded."""
        return {"", *(word.casefold() for word in self.options.empty)}


class ImportPlan(NamedTuple):
    """How a sheet will be read.

    `date_orders` and `decimals` are by column index; `stages` are (ours, rows) by theirs.
    """

    schema: ImportSchema
    sheet: Sheet
    columns: Sequence[ColumnMapping]
    context: ImportContext
    rows: int
    date_orders: Mapping[int, str | None]
    decimals: Mapping[int, str]
    stages: Mapping[str, tuple[str, int]]
    suspect_cells: Sequence[SuspectCell]

    def as_options(self) -> ImportOptions:
        """Return everything that was found out, as options for the next file of this kind."""
        options = self.context.options
        orders = {order for order in self.date_orders.values() if order}
        decimals = set(self.decimals.values())
        stages = {theirs: ours for theirs, (ours, _rows) in self.stages.items()}
        return options._replace(
            columns={column.header: column.field for column in self.columns if column.header},
            stages={**options.stages, **stages},
            date_order=options.date_order or (orders.pop() if len(orders) == 1 else None),
            decimal=options.decimal or (decimals.pop() if len(decimals) == 1 else None),
            sheet=self.sheet.worksheet,
        )


def plan_import(
    schema: ImportSchema,
    sheet: Sheet,
    columns: Sequence[ColumnMapping],
    context: ImportContext,
    progress: Callable[[int], None] = lambda rows: None,
) -> ImportPlan:
    """Look at every row and return the plan; `progress` is called with the rows looked at.

    Raises MixedDateOrdersError, AmbiguousDatesError, MixedDecimalsError, AmbiguousAmountsError,
    UnknownFileStagesError.
    """
    columns = _without_misnamed(schema, sheet, columns, context)
    columns = _with_map_fields(columns, context)
    survey = _Survey(schema, sheet, columns)
    for batch in batches(sheet):
        survey.add(batch)
        progress(survey.rows)
    options = context.options
    return ImportPlan(
        schema,
        sheet,
        columns,
        context,
        survey.rows,
        {i: options.date_order or order.order() for i, order in survey.orders.items()},
        {i: options.decimal or sign.separator() for i, sign in survey.separators.items()},
        _stages(survey.stage_words, context),
        survey.suspects.cells(),
    )


def batches(sheet: Sheet) -> Iterator[list[Record]]:
    """Yield the rows of a sheet some hundred at a time: columns are read faster than cells."""
    rows = records(sheet)
    while batch := list(islice(rows, BATCH)):
        yield batch


def known_stages(map_key: str, stages: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return the stages and outcomes by normalized word.

    `stages` are (key, English label, Chinese label) of a map. Words of other systems and statuses
    come before the map's own.
    """
    keys = {key for key, *_labels in stages}
    own = {normalized(word): names[0] for names in stages for word in names}
    foreign = aliases("stages", map_key).items()
    return (
        {word: stage for word, stage in foreign if stage in keys} | dict(aliases("statuses")) | own
    )


class _Survey:
    """What all rows together say about dates, amounts, stages and suspect cells."""

    def __init__(
        self, schema: ImportSchema, sheet: Sheet, columns: Sequence[ColumnMapping]
    ) -> None:
        self.rows = 0
        self.orders: dict[int, DateOrder] = {}
        self.separators: dict[int, DecimalSeparator] = {}
        self.stage_words: Counter[str] = Counter()
        self.stage_columns: list[int] = []
        texts = {}
        # In a workbook numbers are numbers.
        usual = "." if sheet.worksheet else None
        for i, column in enumerate(columns):
            if _reads(column, schema.dates):
                self.orders[i] = DateOrder(column.header)
            if _reads(column, schema.amounts):
                self.separators[i] = DecimalSeparator(column.header, usual)
            if column.field in schema.stages:
                self.stage_columns.append(i)
            if column.field == "name" or column.field.startswith(CUSTOM):
                texts[i] = column.header
        self.suspects = SuspectCells(texts, is_workbook=bool(sheet.worksheet))

    def add(self, batch: Sequence[Record]) -> None:
        """Look at some more rows."""
        self.rows += len(batch)
        cells = list(zip(*(record.cells for record in batch), strict=True))
        for i, order in self.orders.items():
            order.add(dict.fromkeys(cells[i]))
        for i, separator in self.separators.items():
            separator.add(dict.fromkeys(cells[i]))
        for i in self.stage_columns:
            self.stage_words.update(cells[i])
        self.suspects.add(batch, cells)


def _stages(words: Mapping[str, int], context: ImportContext) -> dict[str, tuple[str, int]]:
    """Return (ours, rows) for each of their words for a stage. Raises UnknownFileStagesError."""
    stages: dict[str, tuple[str, int]] = {}
    unknown = []
    for word, count in words.items():
        theirs = word.strip()
        if theirs.casefold() in context.empty_words:
            continue
        ours = context.stage_named(theirs)
        if ours is None:
            unknown.append(theirs)
        else:
            stages[theirs] = (ours, count + stages.get(theirs, ("", 0))[1])
    if unknown:
        raise UnknownFileStagesError(unknown, list(dict.fromkeys(context.known_stages.values())))
    return stages


def _with_map_fields(
    columns: Sequence[ColumnMapping], context: ImportContext
) -> list[ColumnMapping]:
    """Return the columns; a custom field headed by the label of a map's field is that field."""
    keys = {
        normalized(word): field.key
        for field in context.custom_fields.values()
        for word in (field.key, *field.label)
    }
    taken = {column.field for column in columns}
    renamed = []
    for column in columns:
        key = keys.get(normalized(column.header))
        field = f"{CUSTOM}{key}"
        if key and column.field == CUSTOM + column.header and field not in taken:
            taken.add(field)
            renamed.append(column._replace(field=field))
        else:
            renamed.append(column)
    return renamed


def _without_misnamed(
    schema: ImportSchema,
    sheet: Sheet,
    columns: Sequence[ColumnMapping],
    context: ImportContext,
) -> list[ColumnMapping]:
    """Return the columns; one whose header alone makes it a date or an amount is none.

    `Last Activity` without any date in it becomes a custom field; in files without custom fields
    it is left out.
    """
    doubtful = {
        i
        for i, column in enumerate(columns)
        if column.is_guessed and _reads(column, (*schema.dates, *schema.amounts, "pipeline"))
    }
    empty = context.empty_words
    tried: Counter[int] = Counter()
    for record in records(sheet):
        filled = [
            i
            for i in doubtful
            if tried[i] < _CELLS_TRIED and record.cells[i].strip().casefold() not in empty
        ]
        tried.update(filled)
        doubtful -= {i for i in filled if _fits(schema, columns[i], record.cells[i], context)}
        if all(tried[i] >= _CELLS_TRIED for i in doubtful):
            break
    instead = ColumnMapping.as_custom_field if schema.record == LEAD else ColumnMapping.as_left_out
    return [
        instead(column) if i in doubtful and tried[i] else column
        for i, column in enumerate(columns)
    ]


def _reads(column: ColumnMapping, fields: Sequence[str]) -> bool:
    return column.field in fields or column.stands_in_for in fields


def _fits(schema: ImportSchema, column: ColumnMapping, cell: str, context: ImportContext) -> bool:
    """Return whether a cell can be what the header of its column says."""
    if column.field == "pipeline":
        return normalized(cell) in context.pipelines
    is_amount = _reads(column, schema.amounts)
    try:
        if is_amount:
            read_amount(cell, context.options.decimal or ".")
        else:
            read_moment(cell, context.options.date_order or "dmy", context.clock)
    except SalesmapError:
        return is_amount and any(character.isdigit() for character in cell)
    return True
