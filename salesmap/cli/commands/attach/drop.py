"""`salesmap attach drop`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Take a file away"), "salesmap attach drop 1"),
    (_("By a part of its name; undo brings it back"), "salesmap attach drop map"),
)


@app.command()
def drop_file(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar=_("ATTACHMENT"), help=_("Number of the file, or its name."))
    ],
) -> None:
    """Take an attached file away."""
    from salesmap.actions.papers.attachments import drop
    from salesmap.reports.data.attachments import attachment_id

    context = get_context(ctx)
    with context.read_connection() as connection:
        id = attachment_id(connection, file)
    echo(_("Dropped the file {name}.").format(name=drop(context.database, id)))
