"""`salesmap contact list`."""

import typer

from salesmap.cli.commands.contact._options import Search
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List all contacts"), "salesmap contact list"),
    (_("Find one by name or phone"), _("salesmap contact list --search amy")),
)
SUPPORTS_AS_OF = True


@app.command()
def list_contacts(
    ctx: typer.Context,
    search: Search = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List contacts."""
    from salesmap.reports.customer import contacts

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = contacts.find(connection, search)
    show_limited(context, rows, limit, format, fields)
