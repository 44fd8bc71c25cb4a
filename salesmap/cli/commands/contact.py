"""`salesmap contact …`: the people to talk to, to and from a phone."""

from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.context import get_context
from salesmap.cli.import_options import RejectsFile, show_counts, tell_rejected
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited, write_bytes
from salesmap.core.files import replacing
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import CARD_VERSIONS

app = typer.Typer()
SUPPORTS_AS_OF = ("list", "export")

Search = Annotated[
    str | None,
    typer.Option(metavar=_("TEXT"), help=_("Text to find in names, companies, phones and emails.")),
]


@app.command("list", help=_("List contacts by name."))
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


@app.command("export", help=_("Export contacts as vCards, for phones and address books."))
def export_contacts(
    ctx: typer.Context,
    search: Search = None,
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
    from salesmap.exchange.exporters.vcard_export import Card, cards
    from salesmap.reports.activity.calendar_feed import identity
    from salesmap.reports.customer import contacts

    context = get_context(ctx)
    with context.read_connection() as connection:
        people = [Card(*row) for row in contacts.cards(connection, search)]
        content = cards(people, card_version, identity(connection))
    if output is None:
        write_bytes(content)
        return
    with replacing(output, "wb") as file:
        file.write(content)


@app.command(
    "import",
    help=_(
        "Import contacts from vCard files; known contacts are not duplicated, and one "
        "undo reverts the import."
    ),
)
def import_contacts(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("vCard file (.vcf)."))],
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import contacts."""
    from salesmap.exchange.importers.rejects import Rejects
    from salesmap.exchange.importers.vcard_import import read_cards
    from salesmap.exchange.tabular.sheet import refuse_no_file

    context = get_context(ctx)
    refuse_no_file(file)
    from salesmap.actions.imports.contacts import take_in_contacts

    with Rejects.kept_in(rejects, ("card",)) as put_aside:
        tally = take_in_contacts(context.database, put_aside.good_ones(read_cards(file)), file.name)
    tell_rejected(put_aside, rejects)
    show_counts(
        context,
        tally.added + tally.updated + tally.skipped + put_aside.count,
        tally,
        put_aside,
        format,
    )
