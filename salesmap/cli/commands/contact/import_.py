"""`salesmap contact import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.importing.feedback import (
    exit_if_none_landed,
    notify_rejected,
    show_counts,
    show_import_result,
)
from salesmap.cli.importing.options import (
    Defaults,
    DryRun,
    Empty,
    Encoding,
    HeaderRow,
    Key,
    Map,
    RejectsFile,
    SaveMap,
    SheetName,
    UseMap,
)
from salesmap.cli.importing.plan import input_file, plan_import
from salesmap.cli.options import Format
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Tally
    from salesmap.exchange.tabular.rejects import Rejects

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
    file: Annotated[
        Path,
        typer.Argument(
            metavar=_("FILE"),
            allow_dash=True,
            help=_("vCard file (.vcf), CSV file or workbook; - reads standard input."),
        ),
    ],
    map_: Map = None,
    defaults: Defaults = None,
    key: Key = None,
    encoding: Encoding = None,
    header_row: HeaderRow = None,
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    dry_run: DryRun = False,
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import contacts."""
    from salesmap.exchange.errors import VcardFileError
    from salesmap.exchange.mapping.import_context import CONTACTS
    from salesmap.exchange.tabular.sheet import refuse_no_file

    context = get_context(ctx)
    source = input_file(file)
    refuse_no_file(source)
    try:
        plan = None
        if source.suffix.lower() not in (".vcf", ".vcard"):
            plan = plan_import(context, ctx, CONTACTS, source)
    except VcardFileError:
        plan = None
    from salesmap.exchange.tabular.rejects import Rejects

    if plan is None:
        with Rejects.written_to(rejects, ("card",)) as put_aside:
            tally = _import_cards(context, source, file.name, put_aside, key, dry_run=dry_run)
        notify_rejected(put_aside, rejects)
        read = tally.added + tally.updated + tally.skipped + put_aside.count
        show_counts(context, read, tally, put_aside, format)
        exit_if_none_landed(tally, put_aside)
        return
    from salesmap.actions.imports import contacts
    from salesmap.exchange.importers.contact_import import read_contacts

    with Rejects.written_to(rejects, plan.sheet.header) as put_aside:
        drafts = put_aside.accepted(read_contacts(plan))
        tally = contacts.import_contacts(
            context.database, drafts, file.name, dry_run=dry_run, key=key
        )
    if dry_run:
        from salesmap.cli.importing.dry_run import show_rehearsal

        show_rehearsal(context, plan, tally, put_aside, format)
        return
    show_import_result(context, plan, tally, put_aside, rejects, format)


def _import_cards(
    context: AppContext,
    source: Path,
    name: str,
    put_aside: "Rejects",
    key: str | None,
    *,
    dry_run: bool,
) -> "Tally":
    from salesmap.actions.imports import contacts
    from salesmap.exchange.importers.vcard_import import read_cards

    drafts = put_aside.accepted(read_cards(source))
    return contacts.import_contacts(context.database, drafts, name, dry_run=dry_run, key=key)
