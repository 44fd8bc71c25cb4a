"""`--compare`: a table beside that of an earlier time."""

from typing import Any

from salesmap.core.table import NUMBERS, Column, Table, columns

_COUNTED = ("int", "money")
(_PREVIOUS,) = columns("previous")


def compare(table: Table, earlier: Table) -> Table:
    """Return a table with each number of an earlier one beside it, as `previous_…`.

    Rows that only the earlier table has follow, with 0 or nothing in the numbers of now.
    """
    width = len(table.columns)
    numbers = [i for i, column in enumerate(table.columns) if column.kind in NUMBERS]
    texts = [i for i in range(width) if i not in numbers]
    empty = {i: 0 if table.columns[i].kind in _COUNTED else None for i in numbers}

    def key(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[i] for i in texts)

    def figures(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[i] for i in numbers)

    previous = {key(row): figures(row) for row in earlier.values}
    nothing = tuple(empty.values())
    values = [
        (*row[:width], *previous.get(key(row), nothing), *row[width:]) for row in table.values
    ]
    present = {key(row) for row in table.values}
    values += [
        (*(empty.get(i, row[i]) for i in range(width)), *figures(row), *row[width:])
        for row in earlier.values
        if key(row) not in present
    ]
    added = tuple(_previous_column(table.columns[i]) for i in numbers)
    shown = table.default_columns and (
        *table.default_columns,
        *(column.name for column in added),
    )
    return table._replace(columns=(*table.columns, *added), values=values, default_columns=shown)


def _previous_column(column: Column) -> Column:
    title = f"{_PREVIOUS.name}_{column.title}" if column.title else None
    return Column(f"{_PREVIOUS.name}_{column.name}", column.kind, title=title)
