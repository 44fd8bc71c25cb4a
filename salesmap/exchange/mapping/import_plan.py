"""A look at a whole sheet before a row of it is taken: how many rows, how its dates and amounts are written, what its stages mean."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError, UsageError
from salesmap.core.i18n import _
from salesmap.domain.map.model import FieldSpec
from salesmap.exchange.mapping.aliases import bare, meanings
from salesmap.exchange.mapping.amounts import DecimalSign, read_amount
from salesmap.exchange.mapping.columns import ACTIVITY, HISTORY, LEAD, OWN, ColumnMapping
from salesmap.exchange.mapping.dates import DateOrder, read_moment
from salesmap.exchange.mapping.import_options import SheetMap
from salesmap.exchange.tabular.sheet import Record, Sheet, records

BATCH = 500

_CELLS_TRIED = 1000
_MOST_FLAGS = 1000
_LONGEST_MANGLED = 14
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MANGLED = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|\d{1,2}月\d{1,2}日|\d(?:\.\d+)?E[+-]\d+|#{3,}|#(?:REF|VALUE|NAME|N/A|DIV/0|NUM|NULL)[!?]?",
)


class Shape(NamedTuple):
    """What a file is about: which of its fields are dates (and which of those may be still to come), amounts, and words for a
    stage or an end."""

    about: str
    dates: tuple[str, ...]
    still_to_come: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()


LEADS = Shape(
    LEAD,
    (
        "created_at",
        "stage_since",
        "last_contact",
        "closed_at",
        "expected_close",
        "close_date",
        "next_due",
    ),
    ("expected_close", "close_date", "next_due"),
    ("value",),
    ("stage", "status"),
)
HISTORIES = Shape(
    HISTORY, ("at", "expected_close"), ("expected_close",), ("value",), ("stage", "from_stage")
)
ACTIVITIES = Shape(ACTIVITY, ("at", "due", "done_at", "next_due"), ("at", "due", "next_due"))


class Wishes(NamedTuple):
    """What the person said about the file, and what the book knows: `known_stages` by their bare key, label, or word of
    another system, and `own` are the fields of one's own that the map types."""

    said: SheetMap
    known_stages: Mapping[str, str]
    clock: Clock
    owner: str
    own: Mapping[str, FieldSpec] = {}
    pipelines: Mapping[str, str] = {}


class Flag(NamedTuple):
    """A cell that a spreadsheet seems to have changed. It is taken as it stands: nobody can tell what it was."""

    line: int
    column: str
    cell: str


class Plan(NamedTuple):
    """How a sheet will be read, after a look at all of it: how many rows it has, the order of the dates and the decimal sign of
    the amounts in each such column, what each of their stages means here (with how many rows have it), and doubtful cells."""

    shape: Shape
    sheet: Sheet
    columns: Sequence[ColumnMapping]
    wishes: Wishes
    rows: int
    date_orders: Mapping[int, str | None]
    decimals: Mapping[int, str]
    stages: Mapping[str, tuple[str, int]]
    flags: Sequence[Flag]

    def as_map(self) -> SheetMap:
        """All that was found out, as a map for the next file of this kind."""
        orders = {order for order in self.date_orders.values() if order}
        signs = set(self.decimals.values())
        said = self.wishes.said
        return said._replace(
            columns={fate.header: fate.field for fate in self.columns if fate.header},
            stages={
                **said.stages,
                **{theirs: ours for theirs, (ours, _count) in self.stages.items()},
            },
            date_order=said.date_order or (orders.pop() if len(orders) == 1 else None),
            decimal=said.decimal or (signs.pop() if len(signs) == 1 else None),
            sheet=self.sheet.worksheet,
        )


def plan(
    shape: Shape,
    sheet: Sheet,
    columns: Sequence[ColumnMapping],
    wishes: Wishes,
    tell: Callable[[int], None] = lambda rows: None,
) -> Plan:
    """Look at every row before any is taken; `tell` hears how many were looked at.

    Raises UsageError for dates and amounts that read two ways and for unknown stages.
    """
    columns = _as_the_map_calls_them(_without_misnomers(shape, sheet, columns, wishes), wishes)
    orders = {
        place: DateOrder(fate.header)
        for place, fate in enumerate(columns)
        if _is(fate, shape.dates)
    }
    usual = "." if sheet.worksheet else None  # numbers are numbers in a workbook
    signs = {
        place: DecimalSign(fate.header, usual)
        for place, fate in enumerate(columns)
        if _is(fate, shape.amounts)
    }
    standing = [place for place, fate in enumerate(columns) if fate.field in shape.standing]
    texts = [
        place
        for place, fate in enumerate(columns)
        if fate.field == "name" or fate.field.startswith(OWN)
    ]
    words: Counter[str] = Counter()
    flags: list[Flag] = []
    strays = {place: _Strays(columns[place].header) for place in texts} if sheet.worksheet else {}
    rows = 0
    for batch in batches(sheet):
        rows += len(batch)
        tell(rows)
        cells = list(zip(*(record.cells for record in batch), strict=True))
        for place, order in orders.items():
            order.see(dict.fromkeys(cells[place]))
        for place, sign in signs.items():
            sign.see(dict.fromkeys(cells[place]))
        for place in standing:
            words.update(cells[place])
        if len(flags) < _MOST_FLAGS:
            flags += (
                Flag(batch[row].line, columns[place].header, cell)
                for place in texts
                for row, cell in _mangled(cells[place])
            )
        for place, stray in strays.items():
            stray.see(batch, cells[place])
    flags += (flag for stray in strays.values() for flag in stray.flags())
    said = wishes.said
    return Plan(
        shape,
        sheet,
        columns,
        wishes,
        rows,
        {place: said.date_order or order.order() for place, order in orders.items()},
        {place: said.decimal or sign.sign() for place, sign in signs.items()},
        stage_meanings(words, wishes),
        flags[:_MOST_FLAGS],
    )


def _as_the_map_calls_them(columns: Sequence[ColumnMapping], wishes: Wishes) -> list[ColumnMapping]:
    """A column headed by the label of a field of the map is that field."""
    keys = {
        bare(word): field.key for field in wishes.own.values() for word in (field.key, *field.label)
    }
    taken = {fate.field for fate in columns}
    found = []
    for fate in columns:
        named = OWN + keys.get(bare(fate.header), "")
        is_unclaimed = fate.field == OWN + fate.header and named not in (OWN, *taken)
        taken |= {named} if is_unclaimed else set()
        found.append(fate._replace(field=named) if is_unclaimed else fate)
    return found


class _Strays:
    """Dates that stray into a column of other things: in a workbook, 5-20 has become the 20th of May."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.found: list[Flag] = []
        self.others = 0

    def see(self, batch: Sequence[Record], cells: Sequence[str]) -> None:
        for record, cell in zip(batch, cells, strict=True):
            if _DATE.fullmatch(cell) and len(self.found) < _MOST_FLAGS:
                self.found.append(Flag(record.line, self.column, cell))
            elif cell:
                self.others += 1

    def flags(self) -> list[Flag]:
        """Those dates, if other things prevail."""
        return self.found if self.others > len(self.found) else []


def batches(sheet: Sheet) -> Iterator[list[Record]]:
    """The sound rows of a sheet, and those with a problem, some hundred at a time: columns are read faster than cells."""
    waiting = records(sheet)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def stage_meanings(words: Counter[str], wishes: Wishes) -> dict[str, tuple[str, int]]:
    """What each of their words for a stage means here, with how many rows have it. Raises UsageError for unknown words."""
    found: dict[str, tuple[str, int]] = {}
    unknown = []
    empty = {word.casefold() for word in wishes.said.empty}
    for word, count in words.items():
        theirs = word.strip()
        if not theirs or theirs.casefold() in empty:
            continue
        ours = stage_meant(theirs, wishes)
        if ours is None:
            unknown.append(theirs)
        else:
            found[theirs] = (ours, count + found.get(theirs, ("", 0))[1])
    if unknown:
        example = ",".join(f"{word}=…" for word in unknown[:3])
        raise UsageError(
            _(
                "The file has unknown stages: {unknown}. Map them with --stage-map {example!r}; "
                "known stages are {known}."
            ).format(
                unknown=", ".join(unknown),
                example=example,
                known=", ".join(dict.fromkeys(wishes.known_stages.values())),
            )
        )
    return found


def stage_meant(word: str, wishes: Wishes) -> str | None:
    """The stage or the end that one of their words means here."""
    key = bare(word)
    return next(
        (ours for theirs, ours in wishes.said.stages.items() if bare(theirs) == key), None
    ) or wishes.known_stages.get(key)


def known_stages(process: str, stages: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Words that mean a stage or an end of a process: those of other systems, statuses, and over them the process' own keys
    and labels."""
    ours = {bare(word): words[0] for words in stages for word in words}
    keys = {words[0] for words in stages}
    theirs = {word: stage for word, stage in meanings("stages", process).items() if stage in keys}
    return theirs | dict(meanings("statuses")) | ours


def _is(fate: ColumnMapping, fields: Sequence[str]) -> bool:
    return fate.field in fields or fate.stands_in in fields


def _mangled(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    for row, cell in enumerate(cells):
        if 3 < len(cell) < _LONGEST_MANGLED and _MANGLED.fullmatch(cell):
            yield row, cell


def _without_misnomers(
    shape: Shape, sheet: Sheet, columns: Sequence[ColumnMapping], wishes: Wishes
) -> Sequence[ColumnMapping]:
    """A column called "Last Activity" that holds no date at all is no date, whatever its name: it becomes a field of one's own."""
    doubtful = {
        place
        for place, fate in enumerate(columns)
        if fate.guessed and _is(fate, (*shape.dates, *shape.amounts, "pipeline"))
    }
    tried: Counter[int] = Counter()
    empty = {"", *(word.casefold() for word in wishes.said.empty)}
    for record in records(sheet):
        filled = [
            place
            for place in doubtful
            if tried[place] < _CELLS_TRIED and record.cells[place].strip().casefold() not in empty
        ]
        tried.update(filled)
        doubtful -= {
            place for place in filled if _fits(shape, columns[place], record.cells[place], wishes)
        }
        if all(tried[place] >= _CELLS_TRIED for place in doubtful):
            break
    misnamed = {place for place in doubtful if tried[place]}
    # Only leads have fields of one's own: elsewhere such a column is left out, and said to be.
    other = ColumnMapping.as_own if shape.about == LEAD else ColumnMapping.as_left_out
    return [other(fate) if place in misnamed else fate for place, fate in enumerate(columns)]


def _fits(shape: Shape, column: ColumnMapping, cell: str, wishes: Wishes) -> bool:
    is_amount = _is(column, shape.amounts)
    if column.field == "pipeline":
        return bare(cell) in wishes.pipelines
    try:
        if is_amount:
            read_amount(cell, wishes.said.decimal or ".")
        else:
            read_moment(cell, wishes.said.date_order or "dmy", wishes.clock)
    except SalesmapError:
        return is_amount and any(character.isdigit() for character in cell)
    return True
