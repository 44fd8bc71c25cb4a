"""The rows of a planned sheet as tuples of fields, read a column at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError, UsageError
from salesmap.core.i18n import N_
from salesmap.domain.errors import UnknownPipelineError, UnknownStageError
from salesmap.exchange.cell_errors import FutureDateError, InvalidRowError
from salesmap.exchange.mapping.aliases import normalized
from salesmap.exchange.mapping.amounts import (
    read_amount,
    read_exact_amount,
    read_number,
    read_usual_amount,
    unit_named,
)
from salesmap.exchange.mapping.cells import ColumnReader, Reader, first_filled, unchanged
from salesmap.exchange.mapping.columns import CUSTOM, LEFT_OUT, ColumnMapping
from salesmap.exchange.mapping.dates import read_moment
from salesmap.exchange.mapping.import_context import ImportContext
from salesmap.exchange.mapping.import_plan import ImportPlan, batches
from salesmap.exchange.mapping.summary_rows import totals
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record, refuse_changed

Fields = TypeVar("Fields", bound=NamedTuple)
Draft = TypeVar("Draft")


class FieldReader(Generic[Fields]):
    """Reads the rows of a plan into tuples of one type, whose names are the fields.

    `readers` read the fields that are neither dates, amounts nor stages.
    """

    def __init__(self, plan: ImportPlan, fields: type[Fields], readers: dict[str, Reader]) -> None:
        self.plan = plan
        self.type = fields
        self.readers = readers
        self.columns: dict[str, list[tuple[int, ColumnReader]]] = {}
        options = plan.context.options
        # A field's own column comes before those that stand in for it.
        for index, column in sorted(
            enumerate(plan.columns), key=lambda item: item[1].stands_in_for is not None
        ):
            field = column.stands_in_for or column.field
            if field != LEFT_OUT and not field.startswith(CUSTOM):
                reader = ColumnReader(
                    self._reader(field, index), plan.context.words_for_nothing(plan.schema, column)
                )
                self.columns.setdefault(field, []).append((index, reader))
        self.custom = {
            index: ColumnReader(read, plan.context.words_for_nothing(plan.schema, column))
            for index, column in enumerate(plan.columns)
            if column.field.startswith(CUSTOM) and (read := self._custom_reader(index, column))
        }
        """The readers of custom fields that hold dates or numbers, by column index."""
        self.defaults = {
            field: self._default(field, value)
            for field, value in options.defaults.items()
            if not field.startswith(CUSTOM)
        }

    def has(self, field: str) -> bool:
        """Return whether the file or the defaults have a field."""
        return field in self.columns or field in self.defaults

    def drafts(
        self, draft: Callable[[Record, Fields], Draft], progress: Callable[[int], None]
    ) -> Iterator[Draft | Rejected]:
        """Yield what `draft` makes of each row, or the row with the reason for its rejection.

        `progress` is called with the rows read. Raises ChangedFileError at the end, if the file
        was changed since it was opened.
        """

        def each(records: Sequence[Record], columns: Fields) -> list[Draft | SalesmapError]:
            rows = map(self._make, zip(*columns, strict=True))
            return [_attempt(draft, *pair) for pair in zip(records, rows, strict=True)]

        return self.drafts_together(each, progress)

    def drafts_together(
        self,
        draft: Callable[[Sequence[Record], Fields], Sequence[Draft | SalesmapError]],
        progress: Callable[[int], None],
    ) -> Iterator[Draft | Rejected]:
        """Yield the same of a function that makes the drafts of a batch of rows, given by column.

        In place of a draft it may return why the row is rejected.
        """
        done = 0
        for batch in batches(self.plan.sheet):
            columns = self._columns(batch)
            refused = self._refused(batch, columns)
            kept: Sequence[Record] = batch
            if refused:
                indexes = [index for index in range(len(batch)) if index not in refused]
                kept = [batch[index] for index in indexes]
                columns = [[column[index] for index in indexes] for column in columns]
            drafts = iter(draft(kept, self._make(columns)) if kept else ())
            for index, record in enumerate(batch):
                found = refused[index] if index in refused else next(drafts)
                yield Rejected(record, str(found)) if isinstance(found, SalesmapError) else found
            done += len(batch)
            progress(done)
        refuse_changed(self.plan.sheet)

    def _make(self, values: Iterable[Any]) -> Fields:
        return tuple.__new__(self.type, values)

    def _refused(
        self, batch: Sequence[Record], columns: Sequence[Sequence[Any]]
    ) -> dict[int, SalesmapError]:
        """Return why rows are no records, or cannot be read, by their index."""
        footer = self.plan.footer
        total = N_("a total, not a row of the table")
        refused: dict[int, SalesmapError] = {}
        refused.update((index, InvalidRowError(total)) for index in totals(batch))
        if footer and batch[-1].line >= footer:
            below = N_("a line below the table, not a row of it")
            for index, record in enumerate(batch):
                if record.line >= footer:
                    refused[index] = InvalidRowError(below)
        for index, record in enumerate(batch):
            if record.problem:
                refused[index] = UsageError(record.problem)
        if any(
            reader.has_failed for readers in self.columns.values() for _index, reader in readers
        ):
            for index, row in enumerate(zip(*columns, strict=True)):
                error = next((cell for cell in row if isinstance(cell, SalesmapError)), None)
                if error:
                    refused.setdefault(index, error)
        return refused

    def _columns(self, batch: Sequence[Record]) -> Sequence[Sequence[Any]]:
        """Return the values of a batch, for each field as many as there are rows."""
        cells = list(zip(*(record.cells for record in batch), strict=True))
        nothing: list[Any] = [None] * len(batch)
        values = {
            field: first_filled([reader.read(cells[index]) for index, reader in readers])
            for field, readers in self.columns.items()
        }
        for field, default in self.defaults.items():
            values[field] = [
                default if value is None else value for value in values.get(field, nothing)
            ]
        return [values.get(field, nothing) for field in self.type._fields]

    def _reader(self, field: str, index: int) -> Reader:
        """Return the function that reads the cells of a column for a field."""
        plan = self.plan
        if field in plan.schema.dates:
            return partial(self._read_moment, field, plan.date_orders.get(index))
        if field in plan.schema.amounts:
            unit = unit_named(plan.columns[index].header)
            decimal = plan.decimals.get(index, ".")
            if decimal == "." and not unit:
                return read_exact_amount if plan.schema.is_exact else read_usual_amount
            return partial(_read_amount, decimal, unit, is_exact=plan.schema.is_exact)
        if field in plan.schema.stages:
            return plan.stage_words.meanings.get(field, {}).get
        if field == "pipeline":
            return partial(_pipeline_key, context=plan.context)
        return self.readers.get(field, unchanged)

    def _custom_reader(self, index: int, column: ColumnMapping) -> Reader | None:
        """Return what reads the dates or numbers of a custom field as they are stored."""
        plan = self.plan
        decimal = plan.decimals.get(index, ".")
        match plan.context.kind_of(plan.schema, column):
            case "date":
                return partial(_read_day, plan.date_orders.get(index), plan.context.clock)
            case "number":
                return partial(_read_number, decimal)
            case "amount":
                return partial(_read_money, decimal, unit_named(column.header))
        return None

    def _default(self, field: str, value: str) -> Any:
        """Return the value of `--defaults field=value`. Raises UsageError."""
        schema, context = self.plan.schema, self.plan.context
        if field in schema.stages:
            stage = context.stage_maps.meaning(value, field)
            if stage is None:
                raise UnknownStageError(value, context.known_stages.values())
            return stage
        if field == "pipeline":
            return _pipeline_key(value, context)
        if field in schema.dates:
            return self._read_moment(field, context.options.date_order, value)
        if field in schema.amounts:
            return read_amount(value, context.options.decimal or ".", is_exact=schema.is_exact)
        return self.readers.get(field, unchanged)(value)

    def _read_moment(self, field: str, order: str | None, cell: str) -> datetime:
        clock = self.plan.context.clock
        moment = read_moment(cell, order, clock)
        is_future = clock.day_of(moment) > clock.today()
        if is_future and field not in self.plan.schema.future_dates:
            raise FutureDateError(field, cell)
        return moment


def _read_amount(
    decimal: str, unit: str, cell: str, *, is_exact: bool = False
) -> tuple[int, str | None]:
    """Read an amount; the unit of the header goes behind a bare number."""
    text = cell + unit if unit and cell[-1:].isdigit() else cell
    return read_amount(text, decimal, is_exact=is_exact)


def _read_money(decimal: str, unit: str, cell: str) -> str:
    cents, currency = _read_amount(decimal, unit, cell)
    amount = f"{cents // 100}.{cents % 100:02}" if cents % 100 else str(cents // 100)
    return f"{amount} {currency}" if currency else amount


def _read_number(decimal: str, cell: str) -> str:
    return read_number(cell, decimal)


def _read_day(order: str | None, clock: Clock, cell: str) -> str:
    return clock.day_of(read_moment(cell, order, clock)).isoformat()


def _pipeline_key(word: str, context: ImportContext) -> str:
    """Return the key of the pipeline with this key or label. Raises UnknownPipelineError."""
    pipeline = context.pipelines.get(normalized(word))
    if pipeline is None:
        raise UnknownPipelineError(word, context.pipelines.values())
    return pipeline


def _attempt(
    draft: Callable[[Record, Fields], Draft], record: Record, row: Fields
) -> Draft | SalesmapError:
    """Return what `draft` makes of a row, or why it cannot."""
    try:
        return draft(record, row)
    except SalesmapError as error:
        return error
