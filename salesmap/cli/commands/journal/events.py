"""`salesmap events`: the journal for other programs."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import notify, write
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Print every change"), "salesmap events"),
    (_("Print what happened since change 4"), "salesmap events --since 4"),
)
SUPPORTS_AS_OF = True
PAGED = False


@app.command()
def events(
    ctx: typer.Context,
    since: Annotated[
        int, typer.Option(min=0, metavar=_("ID"), help=_("Only changes after this one."))
    ] = 0,
) -> None:
    """Print changes as lines of JSON."""
    from salesmap.actions.team.exporting import require_export
    from salesmap.render.json_text import json_line
    from salesmap.reports.data import events as of_journal
    from salesmap.store.journal.stubs import reaches_back_to

    context = get_context(ctx)
    with context.read_connection() as connection:
        require_export(connection, context.database)
        for event in of_journal.events(connection, since):
            for piece in json_line(event.head, "records", event.records):
                write(piece, end="")
            write("")
        trim = reaches_back_to(connection)
    if trim and since < trim.change_id:
        notify(_("The history reaches back to {day} only: it was trimmed.").format(day=trim.day))
