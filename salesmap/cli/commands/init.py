"""`salesmap init`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.errors import DatabaseExistsError
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _
from salesmap.domain.map.loader import DEFAULT

app = typer.Typer()
EXAMPLES = (
    (_("Create a database for a team"), "salesmap --db team.db init"),
    (
        _("Create one with another sales process"),
        "salesmap --db clinic.db init --map medical-device",
    ),
)
OPTION_SYNONYMS = {"--process": "--map"}


@app.command()
def init(
    ctx: typer.Context,
    map_: Annotated[
        str,
        typer.Option("--map", metavar=_("NAME"), help=_("Name of a built-in map, or a TOML file.")),
    ] = DEFAULT,
) -> None:
    """Create a database; an existing one is left as it is."""
    context = get_context(ctx)
    from salesmap.actions.database.create import create

    if not create(context.database, map_):
        raise DatabaseExistsError(path=context.database.name)
    commit_state.mark_committed()
    echo(_("Created {path} with the map {map}.").format(path=context.database.name, map=map_))
