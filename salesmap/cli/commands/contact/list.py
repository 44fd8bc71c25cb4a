"""`salesmap contact list`."""

import typer

from salesmap.cli.commands.contact._options import Search
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List all contacts"), "salesmap contact list"),
    (_("Find one by name or phone"), _("salesmap contact list --search amy")),
    (_("Those of your open deals"), "salesmap contact list --mine --status open"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("search",))
def list_contacts(
    ctx: typer.Context,
    search: Search = None,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List contacts."""
    from salesmap.reports.customer import contacts

    context = get_context(ctx)
    customers, of_leads = filters.without_customer()
    with context.read_connection() as connection:
        scope = of_leads.scope(context, connection)
        rows = contacts.find(connection, search, customers, scope)
    show_limited(context, rows, limit, format, fields)
    say_unknown(scope.unknown)
