"""`salesmap product export`."""

from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, format_option
from salesmap.cli.output import SHEET, save_workbook, show
from salesmap.core.files import replacing
from salesmap.core.i18n import _

FORMATS = ("csv", "tsv", "json", "xlsx")

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Export all products to a workbook"), _("salesmap product export --output products.xlsx")),
    (_("As CSV; 'product import' reads it back"), "salesmap product export"),
)
SUPPORTS_AS_OF = True
_NOT_EXPORTED = ("id", "recorded_at", "version")


@app.command()
def export_products(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("Output file.")),
    ] = None,
    format: Annotated[str | None, format_option(FORMATS)] = None,
    fields: Fields = None,
) -> None:
    """Export products."""
    from salesmap.reports.product.products import ProductFilter, find

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = find(connection, ProductFilter(with_retired=True))
    names = fields or ",".join(name for name in rows.names() if name not in _NOT_EXPORTED)
    ending = output.suffix.removeprefix(".").lower() if output else ""
    format = format or (ending if ending in FORMATS else "csv")
    if output is None:
        show(context, rows, format, names)
    elif format == "xlsx":
        with replacing(output, "wb") as binary:
            save_workbook(context, {SHEET: rows.select(names.split(","))}, binary)
    else:
        with replacing(output) as file, redirect_stdout(file):
            show(context, rows, format, names)
