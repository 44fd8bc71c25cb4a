"""`salesmap db move`."""

from typing import Annotated

import typer

from salesmap.cli.context import database_place, get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (
        _("Take the database to a server of the team"),
        "salesmap db move postgresql://db.example.com/sales",
    ),
    (
        _("Take it back into a file"),
        "salesmap --db postgresql://db.example.com/sales db move team.db",
    ),
)


@app.command()
def move(
    ctx: typer.Context,
    to: Annotated[
        str, typer.Argument(metavar=_("PLACE"), help=_("A server's address, or a new file."))
    ],
) -> None:
    """Copy the database to a server or back, and compare; the old one stays as it is."""
    from salesmap.render.progress import progress
    from salesmap.store.engine.move import count_records
    from salesmap.store.engine.move import move as move_database

    context = get_context(ctx)
    path, server = database_place(to)
    target = context.database._replace(path=path, server=server)
    with progress(_("Moving"), count_records(context.database)) as report:
        moved = move_database(context.database, target, report)
    text = _("Moved {count:,} records of {tables} tables to {place} (checksum {checksum}).")
    echo(
        text.format(
            count=moved.records,
            tables=moved.tables,
            place=target.name,
            checksum=moved.checksum[:16],
        )
    )
    echo(_("Use it from now on: salesmap config set db {place}").format(place=target.name))
