"""`salesmap followup import`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.feedback import show_import_result
from salesmap.cli.importing.options import (
    DateOrder,
    Defaults,
    DryRun,
    Empty,
    Encoding,
    File,
    HeaderRow,
    Key,
    Map,
    ProgressMap,
    RejectsFile,
    SaveMap,
    SheetName,
    UseMap,
)
from salesmap.cli.importing.plan import plan_import, require_fields
from salesmap.cli.options import Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("Import activities from another system"), _("salesmap followup import activities.csv")),
    (
        _("Save the rows that cannot be imported"),
        _("salesmap followup import activities.csv --rejects rejected.csv"),
    ),
)


@app.command()
def import_activities(
    ctx: typer.Context,
    file: File,
    map_: Map = None,
    defaults: Defaults = None,
    date_order: DateOrder = None,
    status_map: ProgressMap = None,
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
    """Import activities."""
    from salesmap.exchange.importers.activity_import import read_activities
    from salesmap.exchange.mapping.import_context import ACTIVITIES
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    context = get_context(ctx)
    plan = plan_import(context, ctx, ACTIVITIES, file)
    if not plan.fields() & {"lead", "phone", "email"}:
        require_fields(plan, "lead")
    from salesmap.actions.imports import activities

    with (
        progress(_("Importing"), plan.rows) as echo,
        Rejects.written_to(rejects, plan.sheet.header) as rejected,
    ):
        drafts = rejected.accepted(read_activities(plan, echo))
        tally = activities.import_activities(
            context.database,
            drafts,
            file.name,
            lambda draft, why: rejected.reject(Rejected(draft.row, why)),
            dry_run=dry_run,
            key=plan.context.options.key,
        )
    if dry_run:
        from salesmap.cli.importing.dry_run import show_rehearsal

        show_rehearsal(context, plan, tally, rejected, format)
        return
    show_import_result(context, plan, tally, rejected, rejects, format)
