"""Amounts on pages: each with its currency, in the heading or in the cell."""

from collections.abc import Iterable, Sequence

from salesmap.core.clock import Clock
from salesmap.core.i18n import _, word
from salesmap.core.table import Table
from salesmap.render.cell_format import cells, heading
from salesmap.render.sanitize import clean

_CURRENCY, _MONEY = "currency", "money"
_VALUE, _COUNT = "value", "count"
"""Kinds of targets."""

Texts = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The headings of a table, and the cells of its rows."""


def heads_and_lines(every: Table, shown: Table, currency: str, clock: Clock) -> Texts:
    """Return the texts of the columns shown, out of a table of more columns.

    Amounts are in the currency of their row, if the table tells it; else in that of the figures.
    """
    own = _currencies(every)
    are_several = len(set(own)) > 1
    lines = cells(shown, clock)
    if are_several:
        lines = [
            list(_with_currency(shown, line, code)) for line, code in zip(lines, own, strict=True)
        ]
    heads = _heads(shown, "" if are_several else next(iter(own), currency))
    return tuple(heads), tuple(map(tuple, lines))


def amount(currency: str, figure: str) -> str:
    """Return a figure with its currency before it."""
    return f"{clean(currency)} {figure}"


def qualified(name: str, currency: str) -> str:
    """Return a heading with the currency of what is below it."""
    return _("{text} ({detail})").format(text=name, detail=clean(currency))


def target_type(kind: str, currency: str) -> str:
    """Return what a target counts; the currency of a value."""
    if kind == _VALUE:
        return qualified(word(kind), currency)
    return _("leads won") if kind == _COUNT else word(kind)


def target_types(rows: Table, currency: str) -> Table:
    """Return targets that say with words what they count."""
    index = rows.names().index("kind")
    columns = list(rows.columns)
    columns[index] = columns[index]._replace(kind="text")
    values = rows.map_values(
        lambda row: (*row[:index], target_type(row[index], currency), *row[index + 1 :])
    )
    return rows._replace(columns=tuple(columns), values=values)


def exact(rows: Table) -> Table:
    """Return a table that shows its amounts as they are, where a terminal rounds them."""
    columns = (
        column._replace(display_column=None) if column.kind == _MONEY else column
        for column in rows.columns
    )
    return rows._replace(columns=tuple(columns))


def _currencies(rows: Table) -> list[str]:
    """Return the currency of each row whose amounts are in its own; none for figures."""
    if _CURRENCY not in rows.names():
        return []
    index = rows.names().index(_CURRENCY)
    return [row[index] for row in rows.values]


def _heads(rows: Table, currency: str) -> Iterable[str]:
    for column in rows.columns:
        head = heading(column.title or column.name)
        yield qualified(head, currency) if column.kind == _MONEY and currency else head


def _with_currency(rows: Table, line: Sequence[str], currency: str) -> Iterable[str]:
    for column, cell in zip(rows.columns, line, strict=True):
        yield amount(currency, cell) if column.kind == _MONEY and cell else cell
