"""`salesmap init`."""

from typing import Annotated

import typer

from salesmap.cli.context import desk_of
from salesmap.cli.output import tell
from salesmap.core import commit_state as done
from salesmap.core.errors import Refused
from salesmap.core.i18n import _
from salesmap.domain.map.loader import DEFAULT

app = typer.Typer()


@app.command("init", help=_("Make the database with a process."))
def init(
    ctx: typer.Context,
    process: Annotated[str, typer.Option(metavar=_("NAME"), help=_("A process that comes with salesmap, or a TOML file."))] = DEFAULT,
) -> None:
    """Make a book. One that is there already is left as it is."""
    desk = desk_of(ctx)
    from salesmap.actions.database.create import start

    if not start(desk.book, process):
        raise Refused(_("There is a database at {path} already: it was left as it is.").format(path=desk.book.path))
    done.mark()
    tell(_("Made {path} with the process {process}.").format(path=desk.book.path, process=process))
