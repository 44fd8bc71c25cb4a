"""`salesmap lead export`."""

from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.field_names import read_fields
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, format_option
from salesmap.cli.output import SHEET, save_workbook, show
from salesmap.core.files import replacing
from salesmap.core.i18n import _
from salesmap.core.table import Table

FORMATS = ("csv", "tsv", "json", "xlsx")

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Export all leads to a workbook"), _("salesmap lead export --output leads.xlsx")),
    (_("Export some leads as CSV"), _('salesmap lead export "value>20k" --status open')),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters()
def export_leads(
    ctx: typer.Context,
    filters: LeadFilters,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("Output file.")),
    ] = None,
    format: Annotated[str | None, format_option(FORMATS)] = None,
    fields: Fields = None,
) -> None:
    """Export leads."""
    from salesmap.actions.team.exporting import require_export
    from salesmap.reports.lead import identity, leads
    from salesmap.reports.lead.further_numbers import NAMES as FURTHER
    from salesmap.reports.lead.further_numbers import further_of_leads, with_further_numbers
    from salesmap.reports.query.lead_fields import custom_fields_of

    context = get_context(ctx)
    fields = read_fields(fields)
    with context.read_connection() as connection:
        own = custom_fields_of(connection)
        page = leads.find(connection, filters.read(context), context.lang, sort="id")
        place = page.rows.names().index("owner")
        values = page.rows.values
        require_export(connection, context.database, lambda: (row[place] for row in values))
        further = further_of_leads(connection)
        names = fields or ",".join(
            [
                *(name for name in page.rows.names() if name != "fields"),
                *(FURTHER.values() if further else ()),
                *own,
            ]
        )
        rows = with_further_numbers(page.rows, further)
        rows = leads.with_custom_fields(connection, rows, names)
        if not fields:
            names = f"{names},{identity.NAME}"
        rows = identity.with_identity(connection, rows)
        _save(context, rows, output, format, names)
    say_unknown(page.unknown)


def _save(
    context: AppContext, rows: Table, output: Path | None, format: str | None, names: str
) -> None:
    """Write the rows to a file, or to standard output."""
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
