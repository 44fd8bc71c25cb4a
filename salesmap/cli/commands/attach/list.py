"""`salesmap attach list`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("All files, the newest first"), "salesmap attach list"),
    (_("Those of a lead"), "salesmap attach list 1"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_files(
    ctx: typer.Context,
    record: Annotated[
        str | None,
        typer.Argument(metavar=_("[RECORD]"), help=_("Lead, or customer:NAME, contract:NUMBER.")),
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List attached files."""
    from salesmap.reports.data.attachments import find, owner_of

    context = get_context(ctx)
    with context.read_connection() as connection:
        owner = owner_of(connection, record) if record is not None else None
        rows = find(connection, owner)
    show_limited(context, rows, limit, format, fields)
