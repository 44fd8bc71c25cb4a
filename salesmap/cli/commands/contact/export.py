"""`salesmap contact export`."""

from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.commands.contact._options import Search
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.output import write_bytes
from salesmap.core.files import replacing
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import CARD_VERSIONS

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Export contacts for your phone"), _("salesmap contact export --output contacts.vcf")),
    (_("Export those of a company"), _("salesmap contact export --search harbor")),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("search",))
def export_contacts(
    ctx: typer.Context,
    search: Search = None,
    *,
    filters: LeadFilters,
    card_version: Annotated[
        str,
        typer.Option(
            click_type=click.Choice(CARD_VERSIONS),
            metavar="|".join(CARD_VERSIONS),
            help=_("vCard version."),
        ),
    ] = CARD_VERSIONS[0],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("Output file.")),
    ] = None,
) -> None:
    """Export contacts."""
    from salesmap.actions.team.exporting import require_export
    from salesmap.exchange.exporters.vcard_export import Card, cards
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.customer import contacts
    from salesmap.reports.team.members import owners_in

    context = get_context(ctx)
    customers, of_leads = filters.without_customer()
    with context.read_connection() as connection:
        scope = of_leads.scope(context, connection)
        require_export(connection, context.database, lambda: owners_in(connection, scope))
        people = [Card(*row) for row in contacts.cards(connection, search, customers, scope)]
        content = cards(people, card_version, database_uid(connection))
    say_unknown(scope.unknown)
    if output is None:
        write_bytes(content)
        return
    with replacing(output, "wb") as file:
        file.write(content)
