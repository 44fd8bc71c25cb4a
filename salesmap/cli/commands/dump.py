"""`salesmap export --all` and `salesmap import --all`: the whole book as text, and back."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _

app = typer.Typer()
SUPPORTS_AS_OF = ("export",)

Folder = Annotated[
    Path, typer.Option("--all", metavar=_("FOLDER"), help=_("The folder of the text."))
]


@app.command(
    "export",
    help=_(
        "Write the whole book as sorted text, a file a table, a line a record, for version control."
    ),
)
def export_all(ctx: typer.Context, all_: Folder) -> None:
    """Write the book."""
    from salesmap.store.text_dump import write_book

    context = get_context(ctx)
    with context.read_connection() as connection:
        count = write_book(connection, all_)
    echo(
        _("Wrote {count:,} records of {path} to {folder}.").format(
            count=count, path=context.database.path, folder=all_
        )
    )


@app.command(
    "import",
    help=_(
        "Make a new book out of the text that 'salesmap export --all' wrote: the same but for the journal."
    ),
)
def import_all(ctx: typer.Context, all_: Folder) -> None:
    """Read the book."""
    from salesmap.store.text_dump import read_book

    context = get_context(ctx)
    count = read_book(context.database, all_)
    commit_state.mark_committed()
    echo(
        _("Made {path} of {count:,} records in {folder}.").format(
            path=context.database.path, count=count, folder=all_
        )
    )
