"""`salesmap lead list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.field_names import read_fields, read_sort
from salesmap.cli.context import get_context
from salesmap.cli.options import (
    Fields,
    Filter,
    Format,
    Industry,
    Limit,
    Owner,
    Pipeline,
    Product,
    Region,
    Search,
    Source,
    Stage,
    Status,
    Tag,
)
from salesmap.cli.output import notify, row_limit, show
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
def list_leads(
    ctx: typer.Context,
    filter: Filter = None,
    stage: Stage = None,
    owner: Owner = None,
    source: Source = None,
    product: Product = None,
    region: Region = None,
    industry: Industry = None,
    pipeline: Pipeline = None,
    tag: Tag = None,
    status: Status = "open",
    search: Search = None,
    sort: Annotated[
        str | None, typer.Option(metavar=_("FIELD"), help=_("Sort field; -FIELD for descending."))
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List leads."""
    from salesmap.reports.lead import leads
    from salesmap.reports.query.filters import Filters

    context = get_context(ctx)
    fields = read_fields(fields)
    same = {
        "stage": stage,
        "owner": owner,
        "source": source,
        "product": product,
        "region": region,
        "industry": industry,
        "pipeline": pipeline,
    }
    filters = Filters(
        context.clock,
        status,
        {name: value for name, value in same.items() if value is not None},
        tag,
        search,
        tuple(filter or ()),
    )
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        page = leads.find(connection, filters, context.lang, read_sort(sort), most)
        rows = leads.with_scores(
            connection,
            leads.with_custom_fields(connection, page.rows, fields),
            fields,
            context.clock,
        )
        show(context, rows, format, fields)
    if page.total > len(page.rows.values):
        notify(
            _("{shown} of {total:,}; --limit 0 for all.").format(
                shown=len(page.rows.values), total=page.total
            )
        )
