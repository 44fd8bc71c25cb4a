"""`salesmap field add`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Add a custom field"), _("salesmap field add urgency")),
    (_("Then set it on a lead"), _("salesmap lead edit harbor --set budget=60000")),
)


@app.command()
def add_field(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("Name of the field."))],
) -> None:
    """Add a custom field."""
    from salesmap.actions.lead.custom_fields import add_custom_field

    context = get_context(ctx)
    if add_custom_field(context.database, name):
        echo(_("Added custom field {name}.").format(name=name))
    else:
        echo(_("Custom field {name} is there already.").format(name=name))
