"""`--explain`: on a terminal each figure with its definition, formula and leads."""

import json
from typing import Any

from salesmap.cli.context import AppContext
from salesmap.cli.output import show, usual_format
from salesmap.core.config import use_color
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

_RECORDS = ("contract", "customer", "lead", "rating", "ticket")
_IN_SENTENCES = (
    "definition",
    "formula",
    *(name for record in _RECORDS for name in (f"{record}s", f"{record}_ids")),
)
_RATE = "rate"
_MOST = 60


def show_explained(
    context: AppContext, rows: Table, format: str | None, fields: str | None
) -> None:
    """Print each figure with its value, then its definition, formula and leads."""
    if (format or usual_format()) != "table" or fields is not None:
        show(context, rows, format, fields)
        return
    from salesmap.render.cell_format import cells
    from salesmap.render.paragraphs import print_blocks

    brief = rows.select(rows.default_columns or rows.names())
    color = use_color(context.settings)
    print_blocks(
        [
            block
            for line, row in zip(cells(brief, context.clock), brief.values, strict=True)
            if (block := _block(brief, line, row))
        ],
        color,
    )


def _block(rows: Table, line: list[str], row: tuple[Any, ...]) -> tuple[str, list[str]] | None:
    """Return the heading of a figure and the lines below it; None without a value."""
    from salesmap.render.cell_format import heading

    names = rows.names()
    words = dict(zip(names, line, strict=True))
    index = names.index("value" if "value" in names else _RATE)
    if not words[names[index]]:
        return None
    head = " · ".join(word for word in line[:index] if word)
    more = [
        f"{heading(name)}  {words[name]}"
        for name in names[index + 1 :]
        if name not in _IN_SENTENCES and words[name]
    ]
    records = [
        line
        for record in _RECORDS
        if f"{record}_ids" in names
        for line in _records(record, words[f"{record}s"], row[names.index(f"{record}_ids")])
    ]
    return f"{head}  {line[index]}", [words["definition"], f"= {words['formula']}", *more, *records]


def _records(record: str, count: str, ids: str) -> list[str]:
    """Return a line with the first records behind a figure."""
    known = json.loads(ids)
    if not known:
        return []
    first = ", ".join(map(str, known[:_MOST]))
    more = _("… all with --format json") if len(known) > _MOST else ""
    texts = {
        "contract": ngettext("{count} contract: {ids}", "{count} contracts: {ids}", len(known)),
        "customer": ngettext("{count} customer: {ids}", "{count} customers: {ids}", len(known)),
        "lead": ngettext("{count} lead: {ids}", "{count} leads: {ids}", len(known)),
        "ticket": ngettext("{count} ticket: {ids}", "{count} tickets: {ids}", len(known)),
        "rating": ngettext("{count} rating: {ids}", "{count} ratings: {ids}", len(known)),
    }
    return [texts[record].format(count=count, ids=first + more)]
