"""`salesmap lead check`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import find_lead
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Check off a key element"), _("salesmap lead check harbor confirmed")),
    (_("Uncheck it"), _("salesmap lead check harbor terms --off")),
)


@app.command()
def check_item(
    ctx: typer.Context,
    lead: LeadRef,
    item: Annotated[
        str,
        typer.Argument(
            metavar=_("ITEM"),
            help=_(
                "Key element, as in 'salesmap lead checklist'; STAGE.ITEM where two stages have it."
            ),
        ),
    ],
    off: Annotated[bool, typer.Option("--off", help=_("Uncheck it."))] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Check off a key element."""
    context = get_context(ctx)
    from salesmap.actions.lead.checklist import check
    from salesmap.actions.lead.gates import label_of

    id = find_lead(context, lead)
    element = check(context.database, id, item, done=not off)
    if format is None and fields is None:
        line = _("Lead {id}: unchecked {item}.") if off else _("Lead {id}: checked {item}.")
        echo(line.format(id=id, item=label_of(element)))
        return
    from salesmap.reports.lead.checklist import checklist

    with context.read_connection() as connection:
        rows = checklist(connection, id, context.lang, all_stages=True)
    chosen = [
        row for row in rows.values if (row[4], row[0]) == (element.stage.key, element.item.key)
    ]
    show(context, rows._replace(values=chosen), format, fields, single=True)
