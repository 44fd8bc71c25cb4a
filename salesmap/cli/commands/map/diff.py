"""`salesmap map diff`."""

import typer

from salesmap.cli.commands.map._changes import (
    MapFile,
    Moves,
    differences,
    read_moves,
    show_differences,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See what a map would change"), _("salesmap map diff my-map.toml")),
    (_("Compare with a built-in map"), "salesmap map diff b2b-simple --move six-stage=b2b-simple"),
)
SUPPORTS_AS_OF = True


@app.command()
def diff_map(
    ctx: typer.Context,
    file: MapFile,
    move: Moves = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Compare a map with the current one."""
    from salesmap.domain.map.loader import read_source

    context = get_context(ctx)
    _version, found = differences(context, read_source(file), read_moves(move))
    show_differences(context, found, format, fields)
