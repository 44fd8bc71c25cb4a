"""What all rows of a sheet together say about its columns."""

from collections import Counter
from collections.abc import Sequence

from salesmap.exchange.mapping.amounts import DecimalSeparator
from salesmap.exchange.mapping.columns import CUSTOM, LEFT_OUT, ColumnMapping
from salesmap.exchange.mapping.dates import DateOrder
from salesmap.exchange.mapping.import_context import DATE, ImportContext, ImportSchema
from salesmap.exchange.mapping.nothing import NothingSaid
from salesmap.exchange.mapping.summary_rows import totals
from salesmap.exchange.mapping.suspect_cells import SuspectCells
from salesmap.exchange.tabular.sheet import Record, Sheet


class Survey:
    """What all rows together say about dates, numbers, stages, empty and suspect cells."""

    def __init__(
        self,
        schema: ImportSchema,
        sheet: Sheet,
        columns: Sequence[ColumnMapping],
        context: ImportContext,
    ) -> None:
        self.rows = 0
        self.orders: dict[int, DateOrder] = {}
        self.separators: dict[int, DecimalSeparator] = {}
        self.stage_words: dict[str, Counter[str]] = {}
        self.stage_columns: dict[int, Counter[str]] = {}
        texts, nothing = {}, {}
        # In a workbook numbers are numbers.
        usual = "." if sheet.worksheet else None
        for i, column in enumerate(columns):
            kind = context.kind_of(schema, column)
            if kind == DATE:
                self.orders[i] = DateOrder(column.header)
            elif kind:
                self.separators[i] = DecimalSeparator(column.header, usual)
            if column.field in schema.stages:
                words = self.stage_words.setdefault(column.field, Counter())
                self.stage_columns[i] = words
            is_custom = column.field.startswith(CUSTOM)
            if column.field == "name" or (is_custom and not kind):
                texts[i] = column.header
            if column.field != LEFT_OUT:
                nothing[i] = context.words_for_nothing(schema, column)
        self.suspects = SuspectCells(texts, is_workbook=bool(sheet.worksheet))
        self.nothing = NothingSaid(nothing)

    def add(self, batch: Sequence[Record]) -> None:
        """Look at some more rows."""
        self.rows += len(batch)
        rows = batch
        if left_out := set(totals(batch)):
            rows = [record for index, record in enumerate(batch) if index not in left_out]
        if not rows:
            return
        cells = list(zip(*(record.cells for record in rows), strict=True))
        for i, order in self.orders.items():
            order.add(dict.fromkeys(cells[i]))
        for i, separator in self.separators.items():
            separator.add(dict.fromkeys(cells[i]))
        for i, words in self.stage_columns.items():
            words.update(cells[i])
        self.nothing.add(cells)
        self.suspects.add(rows, cells)
