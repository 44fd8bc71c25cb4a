"""`--chart`: a numeric column as bars, as sparks over time, as a funnel over stages."""

from shutil import get_terminal_size

from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import UnknownNumericColumnError
from salesmap.cli.output import write
from salesmap.core.i18n import key_of
from salesmap.core.table import NUMBERS, Table
from salesmap.render.bars import bars, centred, sparks
from salesmap.render.cell_format import cells

_TIMES = ("month", "week", "quarter", "year")
_STEPS, _NARROWING = ("stage", "label"), ("reached",)
"""What is drawn as a funnel: how many came as far as each stage."""


def draw(context: AppContext, rows: Table, figure: str) -> None:
    """Draw a column of the rows. Raises UnknownNumericColumnError."""
    names = rows.names()
    numbers = [column.name for column in rows.columns if column.kind in NUMBERS]
    figure = key_of(figure, numbers)
    if figure not in numbers:
        raise UnknownNumericColumnError(figure, numbers)
    index = names.index(figure)
    shown = rows.default_columns or names
    keys = [
        number
        for number, column in enumerate(rows.columns)
        if column.kind not in NUMBERS and column.name in shown
    ]
    lines = cells(rows, context.clock)
    labels = [" · ".join(line[key] for key in keys[:2] if line[key]) or "–" for line in lines]
    values = [row[index] for row in rows.values]
    write("")
    only_key = names[keys[0]] if len(keys) == 1 else None
    shape = centred if only_key in _STEPS and figure in _NARROWING else bars
    for line in shape(labels, values, [line[index] for line in lines], get_terminal_size().columns):
        write(line)
    if only_key in _TIMES:
        write(sparks(values))
