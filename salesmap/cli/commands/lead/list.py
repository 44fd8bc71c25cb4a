"""`salesmap lead list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.field_names import read_fields, read_sort
from salesmap.cli.completion.names import FIELD
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the largest open leads"), _("salesmap lead list --sort -value --limit 10")),
    (
        _("Find leads by company and value"),
        _('salesmap lead list customer~harbor "value>10k" --status all'),
    ),
    (
        _("Take some columns into a spreadsheet"),
        _("salesmap lead list --fields id,name,value,owner --format csv"),
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters("open")
def list_leads(
    ctx: typer.Context,
    filters: LeadFilters,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            "-s",
            metavar=_("FIELD"),
            click_type=FIELD,
            help=_("Sort field; -FIELD for descending."),
        ),
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List leads."""
    from salesmap.reports.lead import leads

    context = get_context(ctx)
    fields = read_fields(fields)
    chosen = filters.read(context)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        page = leads.find(connection, chosen, context.lang, read_sort(sort), most)
        rows = leads.with_scores(
            connection,
            leads.with_custom_fields(connection, page.rows, fields),
            fields,
            context.clock,
        )
        show(context, rows, format, fields)
    say_unknown(page.unknown)
    notify_cut(len(page.rows.values), page.total)
