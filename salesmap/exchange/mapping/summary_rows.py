"""Rows of a sheet that are no records: totals, and what reports print below their tables."""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from salesmap.exchange.tabular.sheet import Record

_TOTAL = re.compile(
    r"(?:(?:(?:grand|sub|overall|page|report)[ -]?)?totals?|sum(?:mary)?|count|average|avg|"
    r"(?:gesamt|zwischen)?summe|gesamt|totale?s?|合计|总计|小计|共计|总和|总数|汇总|平均)"
    r"\s*(?:[(（][^()（）]*[)）]|[:：])?\s*(?:[(（][^()（）]*[)）])?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[^\w]*[\d.,'’\s]*\d[\d.,'’\s]*[^\w]*(?:[a-zA-Z]{3}|[%元万条个])?[^\w]*")
_FOOTER = re.compile(
    r"(?:copyright|©|\(c\)|confidential|generated|exported|printed|downloaded|created by|"
    r"report (?:generated|run|as of)|as of|page \d|end of (?:report|file|list)|"
    r"\d[\d,]* (?:records?|rows?|leads?|deals?|results?)|all rights reserved|"
    r"(?:total )?records?:|rows?:|filters?:|filtered by|source:|notes?:|"
    r"导出|制表|打印|报表|版权|机密|共\s*\d+\s*[条个行]|以上|注[:：]|备注[:：]|数据来源|统计)",
    re.IGNORECASE,
)
_FIRST_OF_TOTALS = frozenset("gGsSoOpPrRtTcCaAzZ合总小共汇平")
_SENTENCE = 30
_TAIL = 30
"""The most lines below a table."""


def is_total(record: Record) -> bool:
    """Return whether a row is a total: its one word says so, all else are numbers."""
    first = ""
    for cell in record.cells:
        if cell and (text := cell.strip()):
            if first:
                if not _NUMBER.fullmatch(text):
                    return False
            elif text[0] not in _FIRST_OF_TOTALS:
                return False
            elif _TOTAL.fullmatch(text):
                first = text
            else:
                return False
    return bool(first) and len(record.cells) > 1


class Tail:
    """The last rows of a sheet, held back until it is known whether they are a footer."""

    def __init__(self) -> None:
        self._held: deque[tuple[Record, bool]] = deque()
        self._last_line = 0

    def past(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the rows that are far enough from the end."""
        for record in records:
            is_set_apart = bool(self._last_line) and record.line > self._last_line + 1
            self._last_line = record.line
            self._held.append((record, is_set_apart))
            if len(self._held) > _TAIL:
                yield self._held.popleft()[0]

    def end(self) -> tuple[list[Record], int | None, int]:
        """Return the last rows that are records, the first line of the footer, and its rows.

        A footer is made of lines with one filled cell, below the records: what reports print
        there, and what stands above such lines, or is long, where an empty line sets it apart.
        """
        held = list(self._held)
        begin, footer = len(held), None
        while begin and _is_single(held[begin - 1][0]):
            begin -= 1
            record, is_set_apart = held[begin]
            text = record.cells[0].strip()
            if _FOOTER.match(text) or (is_set_apart and (footer or len(text) >= _SENTENCE)):
                footer = begin
        if footer is None:
            return [record for record, _apart in held], None, 0
        rows = [record for record, _apart in held[:footer]]
        return rows, held[footer][0].line, len(held) - footer


def _is_single(record: Record) -> bool:
    first, *others = record.cells
    return bool(others and first.strip()) and not any(cell.strip() for cell in others)
