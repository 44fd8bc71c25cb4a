"""`--explain`: a figure at a terminal is told in sentences; its rows go into every other format as they are."""

import json
from typing import Any

from salesmap.cli.context import AppContext
from salesmap.cli.output import show, usual_format
from salesmap.core.config import use_color
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

_TOLD = ("definition", "formula", "leads", "lead_ids")
_RATE = "rate"
_MOST = 60


def show_explained(
    context: AppContext, rows: Table, format: str | None, fields: str | None
) -> None:
    """Print explained figures: what tells them apart and their value, then definition, formula and leads."""
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
    """A figure's head and what is told of it; None where there is no value."""
    from salesmap.render.cell_format import heading

    names = rows.names()
    words = dict(zip(names, line, strict=True))
    place = names.index("value" if "value" in names else _RATE)
    if not words[names[place]]:
        return None
    head = " · ".join(word for word in line[:place] if word)
    more = [
        f"{heading(name)}  {words[name]}"
        for name in names[place + 1 :]
        if name not in _TOLD and words[name]
    ]
    leads = _leads(words["leads"], row[names.index("lead_ids")])
    return f"{head}  {line[place]}", [words["definition"], f"= {words['formula']}", *more, *leads]


def _leads(count: str, ids: str) -> list[str]:
    """The leads behind a figure: the first ones, and where all of them are to be had."""
    known = json.loads(ids)
    if not known:
        return []
    first = ", ".join(map(str, known[:_MOST]))
    more = _("… all with --format json") if len(known) > _MOST else ""
    return [
        ngettext("{count} lead: {ids}", "{count} leads: {ids}", len(known)).format(
            count=count, ids=first + more
        )
    ]
