"""`salesmap need drop`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import LeadRef
from salesmap.cli.output import echo
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete a need by its id"), "salesmap need drop 1 1"),
    (_("The ids are in the solution"), "salesmap solution show 1"),
)


@app.command()
def drop_need(
    ctx: typer.Context,
    lead: LeadRef,
    need: Annotated[
        str, typer.Argument(metavar=_("NEED"), help=_("Need: its id, or words of it."))
    ],
) -> None:
    """Delete a need."""
    from salesmap.actions.product.needs import drop_need as drop

    context = get_context(ctx)
    with context.read_connection() as connection:
        lead_id = named_lead(connection, lead)
    dropped = drop(context.database, lead_id, need)
    echo(_("Deleted need {id}: {text}").format(id=dropped.id, text=dropped.text))
