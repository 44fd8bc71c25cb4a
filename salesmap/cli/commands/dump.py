"""`salesmap export --all` and `salesmap import --all`: the whole book as text, and back."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import desk_of
from salesmap.cli.output import tell
from salesmap.core import commit_state as done
from salesmap.core.i18n import _

app = typer.Typer()
LOOKS_BACK = ("export",)

Folder = Annotated[Path, typer.Option("--all", metavar=_("FOLDER"), help=_("The folder of the text."))]


@app.command("export", help=_("Write the whole book as sorted text, a file a table, a line a record, for version control."))
def export_all(ctx: typer.Context, all_: Folder) -> None:
    """Write the book."""
    from salesmap.store.text_dump import write_book

    desk = desk_of(ctx)
    with desk.reading() as connection:
        count = write_book(connection, all_)
    tell(_("Wrote {count:,} records of {path} to {folder}.").format(count=count, path=desk.book.path, folder=all_))


@app.command("import", help=_("Make a new book out of the text that 'salesmap export --all' wrote: the same but for the journal."))
def import_all(ctx: typer.Context, all_: Folder) -> None:
    """Read the book."""
    from salesmap.store.text_dump import read_book

    desk = desk_of(ctx)
    count = read_book(desk.book, all_)
    done.mark()
    tell(_("Made {path} of {count:,} records in {folder}.").format(path=desk.book.path, count=count, folder=all_))
