"""`salesmap import`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Folder
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
EXAMPLES = (
    (_("Create a database from an export"), _("salesmap --db copy.db import --all team-data")),
    (_("Check it afterwards"), "salesmap --db backup.db db check"),
)


@app.command()
def import_all(
    ctx: typer.Context,
    all_: Folder,
    edited: Annotated[
        bool,
        typer.Option("--edited", help=_("Take files that were edited since they were exported.")),
    ] = False,
) -> None:
    """Create a database from text files."""
    from salesmap.store.text_dump import read_dump

    context = get_context(ctx)
    count = read_dump(context.database, all_, edited=edited)
    commit_state.mark_committed()
    echo(
        ngettext(
            "Created {path} with {count:,} record from {folder}.",
            "Created {path} with {count:,} records from {folder}.",
            count,
        ).format(path=context.database.name, count=count, folder=all_)
    )
