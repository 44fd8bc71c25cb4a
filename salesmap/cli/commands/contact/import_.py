"""`salesmap contact import`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.feedback import notify_rejected, show_counts
from salesmap.cli.importing.options import RejectsFile
from salesmap.cli.options import Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("Import contacts from your phone"), _("salesmap contact import phone.vcf")),
    (
        _("Save the cards that cannot be read"),
        _("salesmap contact import phone.vcf --rejects rejected.csv"),
    ),
)


@app.command()
def import_contacts(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("vCard file (.vcf)."))],
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import contacts."""
    from salesmap.exchange.importers.vcard_import import read_cards
    from salesmap.exchange.tabular.rejects import Rejects
    from salesmap.exchange.tabular.sheet import refuse_no_file

    context = get_context(ctx)
    refuse_no_file(file)
    from salesmap.actions.imports import contacts

    with Rejects.written_to(rejects, ("card",)) as put_aside:
        tally = contacts.import_contacts(
            context.database, put_aside.accepted(read_cards(file)), file.name
        )
    notify_rejected(put_aside, rejects)
    show_counts(
        context,
        tally.added + tally.updated + tally.skipped + put_aside.count,
        tally,
        put_aside,
        format,
    )
