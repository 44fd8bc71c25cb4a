"""`salesmap attach add`, which is `salesmap attach` alone."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NameOfInputError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show_result
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Keep a file with a lead"), "salesmap attach 1 rates.csv"),
    (
        _("With a customer, under another name"),
        "salesmap attach customer:1 rates.csv --as a.csv",
    ),
)


@app.command()
def attach_file(
    ctx: typer.Context,
    record: Annotated[
        str,
        typer.Argument(metavar=_("RECORD"), help=_("Lead, or customer:NAME, contract:NUMBER.")),
    ],
    path: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("File; - for standard input."))],
    as_: Annotated[
        str | None, typer.Option("--as", metavar=_("NAME"), help=_("Name to keep it under."))
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Attach a file."""
    from salesmap.actions.papers.attachments import LARGEST_FILE, attach
    from salesmap.core.files import STDIO
    from salesmap.exchange.importers.attachment import read_attachment
    from salesmap.reports.data.attachments import one, owner_of

    context = get_context(ctx)
    if path == STDIO and as_ is None:
        raise NameOfInputError()
    with context.read_connection() as connection:
        owner = owner_of(connection, record)
    name = as_ or path.name
    kept = attach(context.database, owner.kind, owner.id, name, read_attachment(path, LARGEST_FILE))
    with context.read_connection() as connection:
        rows = one(connection, kept.id)
    message = _("Attached {file} to {record}, as file {id}.")
    text = message.format(file=name, record=owner.name, id=kept.id)
    show_result(context, rows, format, fields, text)
