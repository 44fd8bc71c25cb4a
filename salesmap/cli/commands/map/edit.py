"""`salesmap map edit`."""

from pathlib import Path

import typer

from salesmap.cli.commands.map._changes import (
    FINDINGS,
    Moves,
    Yes,
    apply_source,
    read_moves,
    source_of_version,
)
from salesmap.cli.context import get_context
from salesmap.cli.errors import EditedMapError, UnwritableFileError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _, reason
from salesmap.core.table import Table

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Edit the map in your editor"), "salesmap map edit"),
    (_("Apply it without confirmation"), "salesmap map edit --yes"),
)


@app.command()
def edit_map(
    ctx: typer.Context,
    move: Moves = None,
    yes: Yes = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit the map."""
    from salesmap.cli.terminal.editor import edited
    from salesmap.domain.map.checker import check

    context = get_context(ctx)
    source = source_of_version(context)
    text = edited(source, ".toml")
    if text is None or text == source:
        echo(_("Nothing was changed."))
        return
    _read, findings = check(text)
    if findings:
        show(context, Table(FINDINGS, [tuple(finding) for finding in findings]), format, fields)
        kept = _keep(text)
        raise EditedMapError(path=str(kept))
    apply_source(context, text, read_moves(move), yes, format, fields)


def _keep(text: str) -> Path:
    from tempfile import mkstemp

    handle, name = mkstemp(prefix="salesmap-map-", suffix=".toml")
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 – a handle, no path
            file.write(text)
    except OSError as error:
        raise UnwritableFileError(path=name, reason=reason(error)) from None
    return Path(name)
