"""`salesmap redo`."""

from typing import Annotated

import typer

from salesmap.cli.commands.journal._changes import answer_with_change
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Redo what was undone last"), "salesmap redo"),
    (_("See what can be undone"), "salesmap history"),
)


@app.command()
def redo(
    ctx: typer.Context,
    change: Annotated[
        int | None,
        typer.Argument(metavar=_("[CHANGE]"), help=_("Number of the change in the history.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Redo the change that you undid last, or another one by its number."""
    context = get_context(ctx)
    from salesmap.actions.database import undo as journal

    brought = journal.redo(context.database, change)
    answer_with_change(
        context, brought.id, format, fields, _("Redid change {id} ({actor}): {summary}.")
    )
