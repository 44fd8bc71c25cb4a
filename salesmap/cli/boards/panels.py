"""Panels of a board or a review: printed, as Markdown, as JSON, or as blocks of a page."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from salesmap.cli.context import AppContext
from salesmap.cli.errors import SeveralTablesError, UnwritableFileError
from salesmap.cli.options import format_option
from salesmap.cli.output import FORMATS, echo, save_workbook, show, write
from salesmap.core.files import replacing
from salesmap.core.i18n import _, reason
from salesmap.core.table import NUMBERS

if TYPE_CHECKING:
    from salesmap.core.page import Block
    from salesmap.core.table import Table
    from salesmap.reports.board.panels import Panel

JSON, MARKDOWN = "json", "markdown"
BoardFormat = Annotated[str | None, format_option(("table", "plain", JSON, MARKDOWN))]
_WORKBOOK, _PAGES = "xlsx", ("html", "md")


def print_panels(context: AppContext, panels: "Sequence[Panel]", format: str | None = None) -> None:
    """Print them, with their warnings, as tables or plain."""
    for number, panel in enumerate(panels):
        if number:
            write("")
        write(panel.title)
        if panel.rows.values:
            show(context, panel.rows, format)
            for mark in (mark for marks in panel.marks.values() for mark in marks):
                write(f"! {mark}")
        else:
            write(panel.nothing)


def as_markdown(
    context: AppContext,
    title: str,
    panels: "Sequence[Panel]",
    currency: str,
    subtitle: str,
    figures: Sequence[str],
) -> str:
    """Return a Markdown document with a table for each panel; markup in texts is escaped.

    `figures` are listed above, `currency` is that of the amounts.
    """
    parts = [f"# {_escaped(title)}", _escaped(subtitle)]
    parts += ["\n".join(f"- {_escaped(figure)}" for figure in figures)]
    for panel in panels:
        block = block_of(context, panel, currency)
        lines = [
            _line(block.heads),
            _line("--:" if index in block.numbers else "---" for index in range(len(block.heads))),
        ]
        lines += [_line(_escaped(cell) for cell in row) for row in block.rows]
        body = "\n".join(lines) if block.rows else block.nothing
        marks = "".join(f"\n- ⚠ {mark}" for marks in panel.marks.values() for mark in marks)
        parts.append(f"## {panel.title}\n\n{body}" + (f"\n{marks}" if marks else ""))
    return "\n\n".join(parts)


def as_data(panels: "Sequence[Panel]") -> str:
    """Return a JSON object with the rows of each panel under its key."""
    from salesmap.render.json_text import dumps

    return dumps({panel.key: panel.rows.dicts() for panel in panels})


def save_panels(context: AppContext, panels: "Sequence[Panel]", path: Path) -> None:
    """Write each panel to a sheet of a workbook (.xlsx) or to a CSV file in a folder.

    Raises SeveralTablesError for another kind of file, UnwritableFileError, ResourceError.
    """
    ending = path.suffix.removeprefix(".").lower()
    if ending == _WORKBOOK:
        with replacing(path, "wb") as binary:
            save_workbook(context, {panel.key: panel.rows for panel in panels}, binary)
    elif ending in (*FORMATS, *_PAGES) or path.is_file():
        raise SeveralTablesError(path=str(path))
    else:
        _save_csv(panels, path)
    echo(_("Saved {path}.").format(path=path))


def _save_csv(panels: "Sequence[Panel]", folder: Path) -> None:
    from salesmap.render.serialize import csv_lines

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(path=str(folder), reason=reason(error)) from None
    for panel in panels:
        with replacing(folder / f"{panel.key}.csv") as file:
            file.writelines(f"{line}\n" for line in csv_lines(panel.rows, ",", on_terminal=False))


def block_of(context: AppContext, panel: "Panel", currency: str) -> "Block":
    """Return a panel as a block of clean texts; `currency` is that of its figures."""
    from salesmap.cli.boards.amounts import heads_and_lines
    from salesmap.core.page import Block
    from salesmap.render.sanitize import clean

    rows = panel.rows.select(panel.rows.default_columns or panel.rows.names())
    heads, lines = heads_and_lines(panel.rows, rows, currency, context.clock)
    return Block(
        title=panel.title,
        heads=heads,
        rows=lines,
        numbers=frozenset(
            index for index, column in enumerate(rows.columns) if column.kind in NUMBERS
        ),
        bars=bars(panel.rows, panel.bars) if panel.bars else (),
        marks=tuple(tuple(panel.marks.get(str(row[0]), ())) for row in panel.rows.values)
        if panel.marks
        else (),
        nothing=panel.nothing,
        key=panel.key,
        note=clean(panel.notes),
        same=same(context, panel),
    )


def with_every_number(panel: "Panel") -> "Panel":
    """Return a panel whose table shows its numbers, too, that a terminal leaves out."""
    rows = panel.rows
    shown = rows.default_columns or rows.names()
    more = (column.name for column in rows.columns if column.kind in NUMBERS)
    added = tuple(name for name in more if name not in shown)
    return panel._replace(rows=rows._replace(default_columns=(*shown, *added)))


def same(context: AppContext, panel: "Panel") -> tuple[str, ...]:
    """Return the commands that print the figures of a panel, as one types them."""
    import shlex

    from salesmap.render.sanitize import clean

    back = ("--as-of", context.database.as_of) if context.database.as_of else ()
    return tuple(clean(shlex.join(("salesmap", *words, *back))) for words in panel.same)


def bars(rows: "Table", name: str) -> tuple[float, ...]:
    """Return the length of each row's bar, 0 … 1 of the longest."""
    index = rows.names().index(name)
    lengths = [max(0, row[index] or 0) for row in rows.values]
    longest = max(lengths, default=0) or 1
    return tuple(length / longest for length in lengths)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return "".join(
        f"\\{character}" if character in "\\|*_`[]<>#" else character for character in text
    )
