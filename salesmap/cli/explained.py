"""`--explain`: a figure at a terminal is told in sentences; its rows go into every other format as they are."""

import json

from salesmap.cli.desk import Desk
from salesmap.cli.screen import show, usual_format
from salesmap.config import color_wanted
from salesmap.i18n import _
from salesmap.rows import Rows

_TOLD = ("definition", "formula", "leads", "lead_ids")
_MOST = 60


def show_explained(desk: Desk, rows: Rows, format: str | None, fields: str | None) -> None:
    """Print explained figures: what tells them apart and their value, then definition, formula and leads."""
    if (format or usual_format()) != "table" or fields is not None:
        show(desk, rows, format, fields)
        return
    from salesmap.render.blocks import print_blocks
    from salesmap.render.words import cells

    brief = rows.choose(rows.brief or rows.names())
    names = brief.names()
    first, listed = names.index(_TOLD[0]), names.index(_TOLD[-1])
    blocks = []
    for row, line in zip(brief.values, cells(brief, desk.clock), strict=True):
        *keys, value = line[:first]
        if value:
            definition, formula, count = line[first : first + 3]
            head = " · ".join(key for key in keys if key)
            blocks.append((f"{head}  {value}", [definition, f"= {formula}", *_leads(count, row[listed])]))
    print_blocks(blocks, color_wanted(desk.settings))


def _leads(count: str, ids: str) -> list[str]:
    """The leads behind a figure: the first ones, and where all of them are to be had."""
    known = json.loads(ids)
    if not known:
        return []
    first = ", ".join(map(str, known[:_MOST]))
    more = _("… all of them: --format json") if len(known) > _MOST else ""
    return [_("{count} leads: {ids}").format(count=count, ids=first + more)]
