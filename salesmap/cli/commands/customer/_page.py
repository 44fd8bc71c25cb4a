"""A customer as a self-contained web page: facts, and a table for each part."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.customer._shared import part_titles
from salesmap.cli.context import AppContext
from salesmap.core.i18n import _
from salesmap.core.table import NUMBERS, Table
from salesmap.render.cell_format import cells, heading

if TYPE_CHECKING:
    from salesmap.core.page import Block
    from salesmap.reports.customer.detail import CustomerDetail


def customer_page(context: AppContext, found: "CustomerDetail") -> str:
    """Return the page as HTML; parts without rows are left out."""
    from salesmap.core.page import Block
    from salesmap.exchange.pages.board_page import page

    ((_id, name, *rest),) = cells(found.customer, context.clock)
    columns = found.customer.columns[2:]
    facts = tuple(
        (heading(column.title or column.name), text)
        for column, text in zip(columns, rest, strict=True)
        if text
    )
    blocks = [Block(_("Facts"), (_("Field"), _("Value")), facts, key="facts")]
    for key, title in part_titles().items():
        rows = found.parts[key]
        if rows.values:
            blocks.append(_block(context, key, title, rows))
    moment = context.clock.now().astimezone(context.clock.zone)
    as_of = _("As of {moment}").format(moment=f"{moment:%Y-%m-%d %H:%M}")
    return page(name, (as_of,), blocks, context.lang, is_whole=True)


def _block(context: AppContext, key: str, title: str, rows: Table) -> "Block":
    """Return a part as a table without its empty columns."""
    from salesmap.core.page import Block

    shown = rows.select(rows.default_columns or rows.names())
    lines = cells(shown, context.clock)
    kept = [index for index in range(len(shown.columns)) if any(line[index] for line in lines)]
    columns = [shown.columns[index] for index in kept]
    return Block(
        title,
        tuple(heading(column.title or column.name) for column in columns),
        tuple(tuple(line[index] for index in kept) for line in lines),
        frozenset(index for index, column in enumerate(columns) if column.kind in NUMBERS),
        key=key,
    )
