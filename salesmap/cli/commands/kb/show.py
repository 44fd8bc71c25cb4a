"""`salesmap kb show`."""

from typing import Annotated

import typer

from salesmap.cli.commands.kb._shared import NoteId
from salesmap.cli.context import get_context
from salesmap.cli.options import format_option
from salesmap.cli.output import FORMATS, echo_page, show, usual_format
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Read a note"), "salesmap kb show 1"),
    (_("Get it as Markdown"), "salesmap kb show 1 --format markdown"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_note(
    ctx: typer.Context,
    id: NoteId,
    format: Annotated[str | None, format_option((*FORMATS, "markdown"))] = None,
) -> None:
    """Show a note."""
    from salesmap.reports.map import knowledge

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = knowledge.note(connection, id)
    if format in (None, "markdown") or format == usual_format():
        echo_page(context, knowledge.note_page(rows.values[0]), format)
    else:
        show(context, rows, format, single=True)
