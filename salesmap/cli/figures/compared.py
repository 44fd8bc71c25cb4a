"""`--compare` on a terminal: a line for each figure, with its earlier value and the change."""

from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.i18n import _
from salesmap.core.table import NUMBERS, Column, Table, columns
from salesmap.core.wording.headings import figure_label

_PREVIOUS = "previous_"
_FIGURES = columns("figure current:figure previous:figure change:figure")


def turned(rows: Table, clock: Clock) -> Table:
    """Return a table of `--compare` turned round: a row for each figure of each row."""
    from salesmap.render.cell_format import cells

    shown = rows.select(rows.default_columns or rows.names())
    names = shown.names()
    figures = [
        index
        for index, column in enumerate(shown.columns)
        if column.kind in NUMBERS and f"{_PREVIOUS}{column.name}" in names
    ]
    keys = [index for index, column in enumerate(shown.columns) if column.kind not in NUMBERS]
    texts = cells(shown, clock)
    changes = cells(_changes(shown, figures), clock)
    values: list[tuple[Any, ...]] = []
    for line, change in zip(texts, changes, strict=True):
        for place, index in enumerate(figures):
            column = shown.columns[index]
            earlier = line[names.index(f"{_PREVIOUS}{column.name}")]
            head = tuple(line[key] for key in keys) if place == 0 else ("",) * len(keys)
            label = figure_label(column.title or column.name)
            values.append((*head, label, line[index], earlier, _signed(change[place])))
    heads = (Column(shown.columns[key].name, title=shown.columns[key].title) for key in keys)
    return Table((*heads, *_FIGURES), values)


def _changes(rows: Table, figures: list[int]) -> Table:
    """Return the difference of each figure from its earlier value."""
    names = rows.names()
    before = [names.index(f"{_PREVIOUS}{names[index]}") for index in figures]
    values = [
        tuple(
            None if row[now] is None or row[then] is None else row[now] - row[then]
            for now, then in zip(figures, before, strict=True)
        )
        for row in rows.values
    ]
    return Table(tuple(rows.columns[index] for index in figures), values)


def _signed(text: str) -> str:
    """Return a difference with its sign; shares differ in percentage points."""
    if text.endswith("%"):
        text = _("{number} pp").format(number=text.removesuffix("%"))
    is_more = not text.startswith("-") and any(digit in text for digit in "123456789")
    return f"+{text}" if is_more else text
