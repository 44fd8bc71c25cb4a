"""`salesmap review drop`."""

import typer

from salesmap.cli.commands.review._action_items import ActionItemId, answer_with_action_item
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Cancel an action item"), "salesmap review drop 1"),
    (_("Say why"), _('salesmap review drop 1 --note "No longer needed"')),
)


@app.command()
def drop_point(
    ctx: typer.Context,
    id: ActionItemId,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Cancel an action item."""
    context = get_context(ctx)
    from salesmap.actions.review import action_items

    action_items.drop(context.database, id, note)
    answer_with_action_item(context, id, format, fields, _("Canceled action item {id}: {what}."))
