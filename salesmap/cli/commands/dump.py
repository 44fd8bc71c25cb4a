"""`salesmap export --all` and `salesmap import --all`: the whole book as text, and back."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
SUPPORTS_AS_OF = ("export",)

Folder = Annotated[
    Path, typer.Option("--all", metavar=_("FOLDER"), help=_("Folder of the text files."))
]


@app.command(
    "export",
    help=_("Export the whole database as sorted text files, one per table, for version control."),
)
def export_all(ctx: typer.Context, all_: Folder) -> None:
    """Write the book."""
    from salesmap.store.text_dump import write_dump

    context = get_context(ctx)
    with context.read_connection() as connection:
        count = write_dump(connection, all_)
    echo(
        ngettext(
            "Exported {count:,} record of {path} to {folder}.",
            "Exported {count:,} records of {path} to {folder}.",
            count,
        ).format(count=count, path=context.database.path, folder=all_)
    )


@app.command(
    "import",
    help=_(
        "Create a database from the text files of 'salesmap export --all'; the change "
        "history is not included."
    ),
)
def import_all(ctx: typer.Context, all_: Folder) -> None:
    """Read the book."""
    from salesmap.store.text_dump import read_dump

    context = get_context(ctx)
    count = read_dump(context.database, all_)
    commit_state.mark_committed()
    echo(
        ngettext(
            "Created {path} with {count:,} record from {folder}.",
            "Created {path} with {count:,} records from {folder}.",
            count,
        ).format(path=context.database.path, count=count, folder=all_)
    )
