"""Rows of a sheet that are no records: totals, and what reports print below their tables."""

import re
from collections.abc import Iterable, Iterator, Sequence

from salesmap.exchange.tabular.sheet import Record

_COUNTED = (
    r"(?:deals?|leads?|opportunit(?:y|ies)|customers?|accounts?|orders?|records?|rows?|items?|"
    r"amounts?|values?|revenue|sales|pipeline|won|lost|open|closed)"
)
_TOTAL = re.compile(
    rf"(?:(?:(?:grand|sub|overall|page|report)[ -]?)?totals?(?:\s+(?:number\s+of\s+)?{_COUNTED})*|"
    r"sum(?:mary)?|count|average|avg|"
    r"(?:gesamt|zwischen)?summe|gesamt|totale?s?|"
    r"(?:合计|总计|小计|共计|总和|总数|总|汇总|平均)(?:金额|额|数量|数|条数|笔数|客户数|线索数|商机数)?)"
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


def totals(records: Sequence[Record]) -> list[int]:
    """Return the indexes of the rows that are totals."""
    # Most rows are known by a letter: of a name that begins, or of an id that ends otherwise.
    doubtful = [
        index
        for index, record in enumerate(records)
        if not (cell := record.cells[0])
        or ((cell[0] in _FIRST_OF_TOTALS or cell[0].isspace()) and not cell[-1].isdigit())
    ]
    return [index for index in doubtful if is_total(records[index])]


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


def without_footer(
    batches: Iterable[list[Record]],
) -> Iterator[tuple[list[Record], list[Record]]]:
    """Yield the batches, and with the last one (after all others) the footer: lines below a table.

    A footer is made of lines with one filled cell, or with a word and a number, below the records:
    what reports print there, and what stands above such lines, or is long, where an empty line
    sets it apart; a summary that an empty line sets apart, with its figures.
    """
    last: list[Record] = []
    for batch in batches:
        if last:
            yield last, []
        last = batch
    index = _footer_index(last)
    yield last[:index], last[index:]


def _footer_index(records: Sequence[Record]) -> int:
    begin = footer = len(records)
    while begin and len(records) - begin < _TAIL and _is_thin(records[begin - 1]):
        begin -= 1
        record = records[begin]
        text = _filled(record)[0]
        is_set_apart = begin > 0 and record.line > records[begin - 1].line + 1
        stands_below = is_set_apart and (footer < len(records) or len(text) >= _SENTENCE)
        is_printed = _is_single(record) and (_FOOTER.match(text) or stands_below)
        if is_printed or (is_set_apart and _TOTAL.fullmatch(text)):
            footer = begin
    return footer


def _filled(record: Record) -> list[str]:
    return [text for cell in record.cells if (text := cell.strip())]


def _is_thin(record: Record) -> bool:
    """Return whether a line is a text alone, or a text and a number."""
    if _is_single(record):
        return True
    filled = _filled(record)
    is_pair = len(filled) == 2 < len(record.cells) and bool(record.cells[0].strip())
    return is_pair and not _NUMBER.fullmatch(filled[0]) and bool(_NUMBER.fullmatch(filled[1]))


def _is_single(record: Record) -> bool:
    first, *others = record.cells
    return bool(others and first.strip()) and not any(cell.strip() for cell in others)
