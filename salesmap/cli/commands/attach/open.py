"""`salesmap attach open`."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo, write_bytes
from salesmap.core.config import is_terminal
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Save a file by its number"), "salesmap attach open 1 --to copy.csv"),
    (_("By a part of its name, to standard output"), "salesmap attach open map --to -"),
)

_MOST_BYTES, _LONGEST_ENDING = 180, 20
"""Of a name: file systems take 255 bytes."""


@app.command()
def open_file(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar=_("ATTACHMENT"), help=_("Number of the file, or its name."))
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            metavar=_("FILE"),
            help=_("File to save it to; - for standard output. Else it is opened."),
        ),
    ] = None,
) -> None:
    """Open an attached file."""
    from salesmap.core.files import STDIO, replacing
    from salesmap.reports.data.attachments import attachment_id, content

    context = get_context(ctx)
    with context.read_connection() as connection:
        name, data = content(connection, attachment_id(connection, file))
    if to == STDIO:
        write_bytes(data)
        return
    target = to or Path(mkdtemp(prefix="salesmap-")) / _file_name(name)
    with replacing(target, "wb") as output:
        output.write(data)
    if to is None and is_terminal(sys.stdout):
        typer.launch(str(target))
    echo(_("Saved {path}.").format(path=target))


def _file_name(name: str) -> str:
    """Return what a file can be called in a folder: its name may lead nowhere else."""
    bare = Path(name.replace("\\", "/")).name
    if not bare.strip(". "):
        return "file"
    ending = Path(bare).suffix[:_LONGEST_ENDING]
    stem = bare.removesuffix(ending).encode()[:_MOST_BYTES].decode(errors="ignore")
    return stem + ending
