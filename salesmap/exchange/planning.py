"""A look at a whole sheet before a row of it is taken: what its columns hold, how its dates are written, what its stages mean."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from salesmap.clock import Clock
from salesmap.errors import Problem, Unreadable
from salesmap.exchange.columns import ColumnFate
from salesmap.exchange.sheet import Sheet, records
from salesmap.exchange.values import date_order, read_amount, read_moment
from salesmap.folding import fold
from salesmap.i18n import _

DATES = ("created_at", "stage_since", "last_contact", "closed_at", "expected_close", "close_date")
_CELLS_TRIED = 1000


class Wishes(NamedTuple):
    """What the person said about the file. `stage_map` is by their words, `known_stages` by key and label, both folded."""

    stage_map: Mapping[str, str]
    known_stages: Mapping[str, str]
    defaults: Mapping[str, str]
    date_order: str | None
    decimal: str
    clock: Clock
    owner: str


class Plan(NamedTuple):
    """How a sheet will be read, after a look at all of it: how many rows it has, the order of each date column, and what
    each of their stages means here (with how many rows have it)."""

    sheet: Sheet
    columns: Sequence[ColumnFate]
    wishes: Wishes
    rows: int
    date_orders: Mapping[str, str | None]
    stages: Mapping[str, tuple[str, int]]


def plan(sheet: Sheet, columns: Sequence[ColumnFate], wishes: Wishes) -> Plan:
    """Look at every row before any is taken. Raises Unreadable for dates that read two ways and for unknown stages."""
    columns = _without_misnomers(sheet, columns, wishes)
    places = {fate.field: place for place, fate in enumerate(columns)}
    dates = {field: Counter[str]() for field in DATES if field in places}
    stages: Counter[str] = Counter()
    rows = 0
    for record in records(sheet):
        rows += 1
        for field, seen in dates.items():
            if (cell := record.cells[places[field]]) and not cell[:4].isdigit():
                seen[cell] += 1
        for field in ("stage", "status"):
            if field in places and (word := record.cells[places[field]].strip()):
                stages[word] += 1
    headers = {field: columns[places[field]].header for field in dates}
    orders = {headers[field]: wishes.date_order or date_order(headers[field], seen) for field, seen in dates.items()}
    return Plan(sheet, columns, wishes, rows, orders, meanings(stages, wishes))


def _without_misnomers(sheet: Sheet, columns: Sequence[ColumnFate], wishes: Wishes) -> Sequence[ColumnFate]:
    """A column called "Last Activity" that holds no date at all is no date, whatever its name: it becomes a field of one's own."""
    doubtful = {place for place, fate in enumerate(columns) if fate.guessed and fate.field in (*DATES, "value")}
    tried: Counter[int] = Counter()
    for record in records(sheet):
        filled = [place for place in doubtful if tried[place] < _CELLS_TRIED and record.cells[place].strip()]
        tried.update(filled)
        doubtful -= {place for place in filled if _fits(columns[place].field, record.cells[place], wishes)}
        if all(tried[place] >= _CELLS_TRIED for place in doubtful):
            break
    return [fate.as_own() if place in doubtful and tried[place] else fate for place, fate in enumerate(columns)]


def _fits(field: str, cell: str, wishes: Wishes) -> bool:
    try:
        if field == "value":
            read_amount(cell, wishes.decimal)
        else:
            read_moment(cell, wishes.date_order or "dmy", wishes.clock)
    except Problem:
        return False
    return True


@cache
def status_words() -> dict[str, str]:
    """The status that each known word means, words folded."""
    known = tomllib.loads((Path(__file__).parent / "statuses.toml").read_text(encoding="utf-8"))
    return {fold(word): status for status, words in known.items() for word in words}


def meanings(stages: Counter[str], wishes: Wishes) -> dict[str, tuple[str, int]]:
    """What each of their words for a stage means here, with how many rows have it. Raises Unreadable for unknown words."""
    meant = {word: wishes.stage_map.get(fold(word)) or wishes.known_stages.get(fold(word)) for word in stages}
    if unknown := [word for word, ours in meant.items() if ours is None]:
        example = ",".join(f"{word}=…" for word in unknown[:3])
        raise Unreadable(
            _("The file has stages unknown here: {unknown}. Say what they mean with --stage-map {example!r}; there are {known}.").format(
                unknown=", ".join(unknown), example=example, known=", ".join(dict.fromkeys(wishes.known_stages.values()))
            )
        )
    return {word: (str(meant[word]), count) for word, count in stages.items()}
