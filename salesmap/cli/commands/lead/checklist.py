"""`salesmap lead checklist`, `lead check`: the key elements of a lead."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._details import lead_number
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _

app = typer.Typer()
SUPPORTS_AS_OF = ("checklist",)


@app.command(
    "checklist",
    help=_(
        "Show the key elements of the lead's stage: which are met, and how to supply the others."
    ),
)
def show_checklist(
    ctx: typer.Context,
    lead: LeadRef,
    whole: Annotated[
        bool, typer.Option("--all", help=_("All stages, not only the current one."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the checklist."""
    from salesmap.reports.lead.checklist import checklist
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = checklist(connection, lead_id(connection, lead), context.lang, whole)
    show(context, rows, format, fields)


@app.command("check", help=_("Check off a key element."))
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
    """Tick an element off."""
    context = get_context(ctx)
    from salesmap.actions.lead.checklist import check
    from salesmap.actions.lead.gates import said

    id = lead_number(context, lead)
    element = check(context.database, id, item, done=not off)
    if format is None and fields is None:
        line = _("Lead {id}: unchecked {item}.") if off else _("Lead {id}: checked {item}.")
        echo(line.format(id=id, item=said(element)))
        return
    from salesmap.reports.lead.checklist import checklist

    with context.read_connection() as connection:
        rows = checklist(connection, id, context.lang, whole=True)
    chosen = [
        row for row in rows.values if (row[4], row[0]) == (element.stage.key, element.item.key)
    ]
    show(context, rows._replace(values=chosen), format, fields, single=True)
