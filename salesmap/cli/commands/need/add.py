"""`salesmap need add`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.context import get_context
from salesmap.cli.options import LeadRef
from salesmap.cli.output import echo
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Add a need to a lead"), _('salesmap need add 1 "alarm at night"')),
    (_("One that counts three times as much"), _('salesmap need add 1 "delivery" --weight 3')),
)


@app.command()
def add_need(
    ctx: typer.Context,
    lead: LeadRef,
    text: Annotated[
        str,
        typer.Argument(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("What the customer needs.")),
    ],
    weight: Annotated[
        int, typer.Option(metavar="N", min=1, help=_("How much it counts; 1 by default."))
    ] = 1,
) -> None:
    """Add a need."""
    from salesmap.actions.product.needs import add_need as add

    context = get_context(ctx)
    with context.read_connection() as connection:
        lead_id = named_lead(connection, lead)
    id = add(context.database, lead_id, text, weight)
    echo(
        _("Added need {id} to lead {lead}: see 'salesmap solution show {lead}'.").format(
            id=id, lead=lead_id
        )
    )
