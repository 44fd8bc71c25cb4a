"""`salesmap map export`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.map._changes import source_of_version
from salesmap.cli.context import get_context
from salesmap.cli.output import write, write_file
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Export the map, to edit it"), _("salesmap map export map-today.toml")),
    (_("Export its first version"), "salesmap map export --version 1"),
)
SUPPORTS_AS_OF = True


@app.command()
def export_map(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar=_("[FILE]"), help=_("Output file; standard output by default.")),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option(metavar=_("N"), help=_("Version number, as in 'salesmap map versions'.")),
    ] = None,
) -> None:
    """Export the map."""
    source = source_of_version(get_context(ctx), version)
    if file is None:
        write(source.rstrip("\n"))
        return
    write_file(file, source)
