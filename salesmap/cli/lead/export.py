"""`salesmap lead export`."""

from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.options import Fields, Filter, Status
from salesmap.cli.screen import show
from salesmap.errors import Unusable
from salesmap.i18n import _, reason

FORMATS = ("csv", "tsv", "json")

app = typer.Typer()


@app.command("export", help=_("Write every lead with every field, as CSV unless another format is named."))
def export_leads(
    ctx: typer.Context,
    filter: Filter = None,
    status: Status = "all",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar=_("FILE"), help=_("Write to this file."))] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            click_type=click.Choice(FORMATS),
            metavar=_("FORMAT"),
            help=_("How the rows are written: {formats}.").format(formats=", ".join(FORMATS)),
        ),
    ] = "csv",
    fields: Fields = None,
) -> None:
    """Export leads."""
    from salesmap.reports import leads
    from salesmap.reports.filters import Filters, custom_fields_of

    desk = desk_of(ctx)
    with desk.reading() as connection:
        own = custom_fields_of(connection)
        page = leads.find(connection, Filters(desk.clock, status, conditions=tuple(filter or ())), desk.lang, sort="id")
        names = fields or ",".join([*(name for name in page.rows.names() if name != "fields"), *own])
        rows = leads.with_own_fields(connection, page.rows, names)
    if output is None:
        show(desk, rows, format, names)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file, redirect_stdout(file):
            show(desk, rows, format, names)
    except OSError as error:
        raise Unusable(_("The file {path} cannot be written ({reason}).").format(path=output, reason=reason(error))) from None
