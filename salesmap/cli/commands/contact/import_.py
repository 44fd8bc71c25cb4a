"""`salesmap contact import`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.importing.feedback import (
    exit_if_none_landed,
    notify_rejected,
    show_counts,
)
from salesmap.cli.importing.options import Key, SheetImport, with_sheet_options
from salesmap.cli.importing.plan import input_file, plan_import
from salesmap.cli.importing.run import Run, answer
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Tally
    from salesmap.domain.drafts import ContactDraft
    from salesmap.exchange.tabular.rejects import Rejected, Rejects

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
@with_sheet_options(
    file=Annotated[
        Path,
        typer.Argument(
            metavar=_("FILE"),
            allow_dash=True,
            help=_("vCard file (.vcf), CSV file or workbook; - reads standard input."),
        ),
    ],
    key=Key,
)
def import_contacts(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import contacts."""
    from salesmap.exchange.errors import VcardFileError
    from salesmap.exchange.mapping.import_context import CONTACTS
    from salesmap.exchange.tabular.sheet import refuse_no_file

    context = get_context(ctx)
    source = input_file(given.file)
    refuse_no_file(source)
    try:
        plan = None
        if source.suffix.lower() not in (".vcf", ".vcard"):
            plan = plan_import(context, given._replace(file=source), CONTACTS)
    except VcardFileError:
        plan = None
    if plan is None:
        from salesmap.exchange.importers.vcard_import import read_cards

        tally, rejects = _take_in(context, given, ("card",), read_cards(source))
        notify_rejected(rejects, given.rejects)
        read = tally.added + tally.updated + tally.skipped + rejects.count
        show_counts(context, read, tally, rejects, given.format)
        exit_if_none_landed(tally, rejects)
    else:
        from salesmap.exchange.importers.contact_import import read_contacts

        taken = _take_in(context, given, plan.sheet.header, read_contacts(plan))
        answer(context, Run(plan, *taken), given)


def _take_in(
    context: AppContext,
    given: SheetImport,
    header: Sequence[str],
    read: "Iterator[ContactDraft | Rejected]",
) -> "tuple[Tally, Rejects]":
    """Take the contacts in; those that cannot be read are put into `--rejects`, if any."""
    from salesmap.actions.imports import contacts
    from salesmap.exchange.tabular.rejects import Rejects

    with Rejects.written_to(given.rejects, header) as rejects:
        drafts, name = rejects.accepted(read), given.file.name
        tally = contacts.import_contacts(
            context.database, drafts, name, dry_run=given.dry_run, key=given.key
        )
    return tally, rejects
