"""`salesmap undo`."""

from typing import Annotated

import typer

from salesmap.cli.commands.journal._changes import answer_with_change
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Undo your last change"), "salesmap undo"),
    (_("Undo a change by its number"), "salesmap undo 1"),
)


@app.command()
def undo(
    ctx: typer.Context,
    change: Annotated[
        int | None,
        typer.Argument(metavar=_("[CHANGE]"), help=_("Number of the change in the history.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Undo your last change, or any one by its number."""
    context = get_context(ctx)
    from salesmap.actions.database import undo as journal

    taken = journal.undo(context.database, change)
    answer_with_change(
        context, taken.id, format, fields, _("Undid change {id} ({actor}): {summary}.")
    )
    _tell_void_numbers(context, taken.undone_by or 0)


def _tell_void_numbers(context: AppContext, undo_id: int) -> None:
    from salesmap.reports.data.void_numbers import void_numbers

    with context.read_connection() as connection:
        void = void_numbers(connection, undo_id)
    if void:
        text = _("These numbers stay unused, because later ones were given: {numbers}.")
        notify(text.format(numbers=_(", ").join(void)))
