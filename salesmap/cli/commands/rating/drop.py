"""`salesmap rating drop`."""

import typer

from salesmap.cli.commands.rating._shared import RatingRef, tell_canceled
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete a rating that was typed by mistake"), "salesmap rating drop 1"),
    (_("The numbers are in the list"), "salesmap rating list"),
)


@app.command()
def drop_rating(ctx: typer.Context, rating: RatingRef) -> None:
    """Delete a rating."""
    from salesmap.actions.service.ratings import drop

    context = get_context(ctx)
    text, canceled = drop(context.database, rating)
    echo(_("Deleted rating {id}: {text}").format(id=rating, text=text))
    tell_canceled(canceled)
