"""`salesmap review add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.review._action_items import answer_with_action_item
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, Owner, read_day
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Add an action item"), _('salesmap review add "Call lost customers" --owner ann --due fri')),
    (_("Add one without a date"), _('salesmap review add "Write a price list"')),
)


@app.command()
def add_point(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar=_("WHAT"), help=_("What to do."))],
    owner: Owner = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add an action item."""
    context = get_context(ctx)
    due_on = read_day(context, due) if due is not None else None
    from salesmap.actions.review import action_items

    id = action_items.add(context.database, what, owner, due_on)
    answer_with_action_item(
        context,
        id,
        format,
        fields,
        _("Action item {id}: {what}, due {due_on}.") if due_on else _("Action item {id}: {what}."),
    )
