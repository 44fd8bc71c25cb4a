"""Output: rows in a format, sentences on standard output, messages on standard error."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.core.config import is_terminal, use_color
from salesmap.core.i18n import _, key_of, label, ngettext
from salesmap.core.table import Table
from salesmap.domain.vocabulary import FIELD_SYNONYMS

if TYPE_CHECKING:
    from salesmap.reports.query.scope import Amounts

FORMATS = ("table", "plain", "json", "csv", "tsv", "xlsx", "ids")
SHEET = "salesmap"
"""What the only sheet of a workbook is called."""


def notify(message: str) -> None:
    """Print a message on standard error, in order with the output before it."""
    from salesmap.render.sanitize import clean

    if sys.stdout is not None:
        sys.stdout.flush()  # both streams may go to the same place: keep their order
    if sys.stderr is not None:
        print(clean(message), file=sys.stderr)


def notify_reader(message: str) -> None:
    """Print a message on standard error if a person reads the output, who would wait for some."""
    if is_terminal(sys.stdout):
        notify(message)


def echo(message: str) -> None:
    """Print a sentence on standard output, with what would steer a terminal made visible."""
    from salesmap.render.sanitize import clean

    write(clean(message))


def write(text: str, end: str = "\n") -> None:
    """Print text as it is. Raises OutputClosedError."""
    if sys.stdout is None:
        from salesmap.cli.errors import OutputClosedError

        raise OutputClosedError()
    sys.stdout.write(text + end)


def write_lines(lines: Iterable[str]) -> None:
    """Print lines as they are, each as soon as it is known. Raises OutputClosedError."""
    for line in lines:
        write(line)


def write_bytes(content: bytes) -> None:
    """Print bytes as they are; on a terminal, line by line and made visible.

    Raises OutputClosedError.
    """
    if sys.stdout is None or is_terminal(sys.stdout):
        from salesmap.render.sanitize import clean

        for line in content.decode(errors="replace").splitlines():
            write(clean(line))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def write_file(path: Path, text: str) -> None:
    """Write a file, whole or not at all, and name it. Raises ResourceError."""
    from salesmap.core.files import STDIO, replacing

    with replacing(path) as file:
        file.write(text)
    if path != STDIO:
        echo(_("Saved {path}.").format(path=path))


def show(
    context: AppContext,
    rows: Table,
    format: str | None,
    fields: str | None = None,
    *,
    single: bool = False,
) -> None:
    """Print rows: as a table on a terminal, plain elsewhere, or in the format named."""
    format = format or usual_format()
    if fields is not None:
        rows = rows.select(_named(rows, fields))
    elif format in ("table", "plain"):
        rows = rows.select(rows.default_columns or rows.names())
    if format == "table":
        from salesmap.render.table import print_table, without_empty_columns

        if sys.stdout is None:
            write("")
        if fields is None:
            rows = without_empty_columns(rows)
        print_table(rows, context.clock, use_color(context.settings))
    elif format == "plain":
        from salesmap.render.plain import plain_lines

        write_lines(plain_lines(rows, context.clock))
    else:
        _show_data(context, rows, format, single)


def _named(rows: Table, fields: str) -> list[str]:
    """Return the columns that `--fields` lists by their names, former names or headings."""
    names = rows.names()
    headings = {label(column.title or column.name): column.name for column in rows.columns}
    words = (word.strip() for word in fields.split(","))
    return [
        word
        if word in names
        else FIELD_SYNONYMS.get(word) or headings.get(word) or key_of(word, names)
        for word in words
        if word
    ]


def echo_page(context: AppContext, markdown: str, format: str | None) -> None:
    """Print a page: rendered on a terminal, as Markdown elsewhere or if a format is named."""
    if format is None and is_terminal(sys.stdout):
        from salesmap.render.markdown import print_markdown

        print_markdown(markdown, use_color(context.settings))
        return
    from salesmap.render.sanitize import clean

    for line in markdown.split("\n"):
        write(clean(line))


def usual_format() -> str:
    """Return the format of rows if none is named: `table` on a terminal, else `plain`."""
    return "table" if is_terminal(sys.stdout) else "plain"


def _show_data(context: AppContext, rows: Table, format: str, single: bool) -> None:
    from salesmap.render.json_text import json_text
    from salesmap.render.serialize import csv_lines, id_lines

    if format == "json":
        for piece in json_text(rows, single=single):
            write(piece, end="")
        write("")
    elif format in ("csv", "tsv"):
        delimiter = "," if format == "csv" else "\t"
        write_lines(csv_lines(rows, delimiter, is_terminal(sys.stdout)))
    elif format == "xlsx":
        _put_workbook(context, rows)
    else:
        write_lines(id_lines(rows))


def _put_workbook(context: AppContext, rows: Table) -> None:
    """Write a workbook to standard output. Raises WorkbookOnTerminalError."""
    if sys.stdout is None or is_terminal(sys.stdout):
        from salesmap.cli.errors import WorkbookOnTerminalError

        raise WorkbookOnTerminalError()
    sys.stdout.flush()
    save_workbook(context, {SHEET: rows}, sys.stdout.buffer)


def save_workbook(context: AppContext, sheets: Mapping[str, Table], file: IO[bytes]) -> None:
    """Write rows to the sheets of a workbook, and count the texts that were cut."""
    from salesmap.render.workbook import write_workbook

    if cut := write_workbook(sheets, file, context.clock):
        notify(
            ngettext(
                "{count} text was shortened: a workbook cell holds at most 32,767 characters.",
                "{count} texts were shortened: a workbook cell holds at most 32,767 characters.",
                cut,
            ).format(count=cut)
        )


def notify_currencies(amounts: "Amounts", *, by_currency: bool = False) -> None:
    """Say what became of amounts of several currencies, which are never added as they are."""
    if by_currency:
        notify(_("Amounts of several currencies are not added: there is a row for each."))
        return
    for word in currency_notes(amounts):
        notify(word)


def currency_notes(amounts: "Amounts") -> list[str]:
    """Return sentences about amounts that were converted, or left out for want of a rate."""
    notes = []
    if amounts.converted:
        notes.append(
            _(
                "Amounts in {currencies} are converted to {currency}; see 'salesmap rate list'."
            ).format(currencies=_(", ").join(amounts.converted), currency=amounts.currency)
        )
    if amounts.left_out:
        notes.append(
            _("Amounts in {currencies} are left out: set a rate with 'salesmap rate set'.").format(
                currencies=_(", ").join(amounts.left_out)
            )
        )
    return notes


def show_result(
    context: AppContext, rows: Table, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about the record changed, or the record in the format named."""
    if format is None and fields is None:
        echo(message)
    else:
        show(context, rows, format, fields, single=True)


def row_limit(context: AppContext, limit: int | None, format: str | None) -> int:
    """Return the maximum number of rows: the option, on a terminal the setting, else 0 (all)."""
    if limit is not None:
        return limit
    return (
        context.settings.number("limit")
        if is_terminal(sys.stdout) and format in (None, "table", "plain")
        else 0
    )


def show_limited(
    context: AppContext, rows: Table, limit: int | None, format: str | None, fields: str | None
) -> None:
    """Print rows up to the limit, and count them if some are left out."""
    most = row_limit(context, limit, format)
    show(context, rows._replace(values=rows.values[: most or None]), format, fields)
    if most:
        notify_cut(min(most, len(rows.values)), len(rows.values))


def notify_cut(shown: int, total: int) -> None:
    """Say how many rows a list left out, if any."""
    if total > shown:
        notify(_("{shown} of {total:,}; --limit 0 for all.").format(shown=shown, total=total))
