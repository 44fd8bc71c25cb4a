"""`salesmap lead import`."""

from typing import Annotated

import click
import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.importing.feedback import known_already, notify_remarks, show_import_result
from salesmap.cli.importing.options import (
    DateOrder,
    Decimal,
    Defaults,
    DryRun,
    Empty,
    Encoding,
    File,
    HeaderRow,
    Key,
    Map,
    RejectsFile,
    SaveMap,
    SheetName,
    SkippedFile,
    StageMap,
    StatusMap,
    UseMap,
)
from salesmap.cli.importing.plan import has_database, plan_import, require_fields
from salesmap.cli.options import Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _, ngettext
from salesmap.domain.vocabulary import ON_DUPLICATE

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("Look first, change nothing"), _("salesmap lead import leads.csv --dry-run")),
    (
        _("Import, and save rejected rows"),
        _("salesmap lead import leads.csv --rejects rejected.csv"),
    ),
)


@app.command()
def import_leads(
    ctx: typer.Context,
    file: File,
    map_: Map = None,
    stage_map: StageMap = None,
    defaults: Defaults = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    key: Key = None,
    status_map: StatusMap = None,
    encoding: Encoding = None,
    header_row: HeaderRow = None,
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    on_duplicate: Annotated[
        str,
        typer.Option(
            click_type=click.Choice(ON_DUPLICATE),
            metavar="|".join(ON_DUPLICATE),
            help=_("Action for leads that already exist."),
        ),
    ] = "skip",
    dry_run: DryRun = False,
    rejects: RejectsFile = None,
    skipped: SkippedFile = None,
    format: Format = None,
) -> None:
    """Import leads."""
    from salesmap.exchange.importers.lead_import import read_leads
    from salesmap.exchange.mapping.import_context import LEADS
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    context = get_context(ctx)
    plan = plan_import(context, ctx, LEADS, file)
    if stage_map and not plan.stages:
        require_fields(plan, "stage")  # or what the map says would be lost without a word
    from salesmap.actions.imports.leads import Tally, import_leads

    with (
        progress(_("Importing"), plan.rows) as echo,
        Rejects.written_to(rejects, plan.sheet.header) as put_aside,
        Rejects.written_to(skipped, plan.sheet.header) as passed_over,
    ):
        drafts = put_aside.accepted(read_leads(plan, echo))
        if dry_run and not has_database(context):
            tally = Tally()
            for draft in drafts:
                tally.added += 1
                tally.remarks.update(draft.remarks)
        else:
            tally = import_leads(
                context.database,
                drafts,
                file.name,
                on_duplicate,
                expected=plan.rows,
                dry_run=dry_run,
                key=plan.context.options.key,
                reject=lambda draft, why: put_aside.reject(Rejected(draft.row, why)),
                skipped=lambda met: passed_over.reject(Rejected(met.row, known_already(met))),
            )
    notify_remarks(tally.remarks, is_owned="owner" in plan.fields() or not tally.added)
    if dry_run:
        from salesmap.cli.importing.dry_run import first_leads, show_rehearsal

        show_rehearsal(context, plan, tally, put_aside, format, first_leads(context, plan))
        return
    if tally.added:
        _notify_duplicates(context)
    show_import_result(context, plan, tally, put_aside, rejects, format)


def _notify_duplicates(context: AppContext) -> None:
    """Say how many of the new customers are probably duplicates."""
    from salesmap.reports.customer.duplicates import count_new_customers

    with context.read_connection() as connection:
        count = count_new_customers(connection)
    if count:
        notify(
            ngettext(
                "{count} new customer looks like a duplicate: see 'salesmap dup list'.",
                "{count} new customers look like duplicates: see 'salesmap dup list'.",
                count,
            ).format(count=count)
        )
