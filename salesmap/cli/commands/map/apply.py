"""`salesmap map apply`."""

import typer

from salesmap.cli.commands.map._changes import MapFile, Moves, Yes, apply_source, read_moves
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Apply a map"), _("salesmap map apply my-map.toml --yes")),
    (_("Apply it as JSON for a script"), _("salesmap map apply my-map.toml --yes --format json")),
)


@app.command()
def apply_map(
    ctx: typer.Context,
    file: MapFile,
    move: Moves = None,
    yes: Yes = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Apply a map."""
    from salesmap.domain.map.loader import read_source

    apply_source(get_context(ctx), read_source(file), read_moves(move), yes, format, fields)
