"""The plan of an import, made after a look at the whole sheet, before a row of it is imported."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from salesmap.exchange.cell_errors import UnknownFileStagesError
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.columns import CUSTOM, WITH_CUSTOM_FIELDS, ColumnMapping
from salesmap.exchange.mapping.dates import can_be_date
from salesmap.exchange.mapping.import_context import ImportContext, ImportSchema, reads_into
from salesmap.exchange.mapping.import_options import ImportOptions
from salesmap.exchange.mapping.stage_words import StageWords, read_stage_words
from salesmap.exchange.mapping.summary_rows import without_footer
from salesmap.exchange.mapping.survey import Survey
from salesmap.exchange.mapping.suspect_cells import SuspectCell
from salesmap.exchange.tabular.sheet import Record, Sheet, records

BATCH = 500

_CELLS_TRIED = 1000


class ImportPlan(NamedTuple):
    """How a sheet will be read.

    `date_orders` and `decimals` are by column index. `nothing` are the words that count as empty
    cells, with their number; `not_as_named` the columns that hold other things than their headers
    say; `footer` is the line from which on the sheet has no records.
    """

    schema: ImportSchema
    sheet: Sheet
    columns: Sequence[ColumnMapping]
    context: ImportContext
    rows: int
    date_orders: Mapping[int, str | None]
    decimals: Mapping[int, str]
    stage_words: StageWords
    suspect_cells: Sequence[SuspectCell]
    nothing: Mapping[str, int] = {}
    not_as_named: Sequence[ColumnMapping] = ()
    footer: int | None = None

    @property
    def stages(self) -> Mapping[str, tuple[str, int]]:
        """Return (ours, rows) by their word for a stage or outcome."""
        return self.stage_words.found

    def fields(self) -> set[str]:
        """Return the fields that the file or the defaults have something for."""
        return {
            *(column.stands_in_for or column.field for column in self.columns),
            *self.context.options.defaults,
        }

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
    *,
    is_dry_run: bool = False,
) -> ImportPlan:
    """Look at every row and return the plan; `progress` is called with the rows looked at.

    A dry run goes on with unknown stages. Raises WrongDateOrderError, MixedDateOrdersError,
    AmbiguousDatesError, MixedDecimalsError, AmbiguousAmountsError, UnknownFileStagesError.
    """
    named = columns
    columns = _without_misnamed(schema, sheet, columns, context)
    misnamed = [new for old, new in zip(named, columns, strict=True) if old is not new]
    columns = _with_map_fields(columns, context)
    survey = Survey(schema, sheet, columns, context)
    footer: list[Record] = []
    for batch, footer in without_footer(batches(sheet)):  # noqa: B007 – that of the last batch
        survey.add(batch)
        progress(survey.rows)
    options = context.options
    words = read_stage_words(survey.stage_words, context.stage_maps, context.empty_words)
    if words.unknown and not is_dry_run:
        known = list(dict.fromkeys(context.known_stages.values()))
        raise UnknownFileStagesError(words.unknown, known)
    return ImportPlan(
        schema,
        sheet,
        columns,
        context,
        survey.rows + len(footer),
        {i: order.order(options.date_order) for i, order in survey.orders.items()},
        {i: options.decimal or sign.separator() for i, sign in survey.separators.items()},
        words,
        survey.suspects.cells(),
        survey.nothing.found,
        misnamed,
        footer[0].line if footer else None,
    )


def batches(sheet: Sheet) -> Iterator[list[Record]]:
    """Yield the rows of a sheet some hundred at a time: columns are read faster than cells."""
    rows = records(sheet)
    while batch := list(islice(rows, BATCH)):
        yield batch


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
    """Return the columns; one whose header alone makes it a date, an amount, a status is none.

    `Last Activity` without any date in it becomes a custom field; in files without custom fields
    it is left out.
    """
    doubtful = {
        i: context.words_for_nothing(schema, column)
        for i, column in enumerate(columns)
        if column.is_guessed and reads_into(column, (*schema.dates, *schema.amounts, "pipeline"))
    }
    of_customers = _statuses_of_customers(sheet, columns, context)
    tried: Counter[int] = Counter()
    for record in records(sheet):
        for i, empty in list(doubtful.items()):
            cell = record.cells[i].strip()
            if not cell or cell.casefold() in empty or tried[i] >= _CELLS_TRIED:
                continue
            tried[i] += 1
            if _fits(schema, columns[i], cell, context):
                del doubtful[i]
        if all(tried[i] >= _CELLS_TRIED for i in doubtful):
            break
    has_custom = schema.record in WITH_CUSTOM_FIELDS
    instead = ColumnMapping.as_custom_field if has_custom else ColumnMapping.as_left_out
    return [
        instead(column) if (i in doubtful and tried[i]) or i in of_customers else column
        for i, column in enumerate(columns)
    ]


def _statuses_of_customers(
    sheet: Sheet, columns: Sequence[ColumnMapping], context: ImportContext
) -> set[int]:
    """Return the columns of a customer's status that say nothing of the lead's.

    They do where the file has no stage and no status beside, and all of its words are known.
    """
    told = {i for i, column in enumerate(columns) if column.field in ("stage", "status")}
    doubtful = {
        i
        for i in told
        if columns[i].is_guessed and normalized(columns[i].header) in aliases("doubtful_headers")
    }
    if len(doubtful) != 1 or told - doubtful:
        return doubtful
    (index,) = doubtful
    cells = {record.cells[index].strip() for record in records(sheet)} if doubtful else set()
    words = {cell for cell in cells if cell and cell.casefold() not in context.empty_words}
    known = all(context.stage_maps.meaning(word, "status") for word in words)
    return set() if known and words else doubtful


def _fits(schema: ImportSchema, column: ColumnMapping, cell: str, context: ImportContext) -> bool:
    """Return whether a cell can be what the header of its column says."""
    if column.field == "pipeline":
        return normalized(cell) in context.pipelines
    if reads_into(column, schema.amounts):
        return any(character.isdigit() for character in cell)
    return can_be_date(cell, context.clock)
