"""`salesmap review done`."""

import typer

from salesmap.cli.commands.review._action_items import ActionItemId, answer_with_action_item
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Mark an action item as done"), "salesmap review done 1"),
    (_("Say what came of it"), _('salesmap review done 1 --note "Two came back"')),
)


@app.command()
def finish_point(
    ctx: typer.Context,
    id: ActionItemId,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Mark an action item as done."""
    context = get_context(ctx)
    from salesmap.actions.review import action_items

    action_items.done(context.database, id, note)
    answer_with_action_item(context, id, format, fields, _("Done: action item {id}, {what}."))
