"""`salesmap followup import`."""

from functools import partial

import typer

from salesmap.cli.context import get_context
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
from salesmap.cli.importing.run import answer, take_in
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

    context = get_context(ctx)
    plan = plan_import(context, ctx, ACTIVITIES, file)
    if not plan.fields() & {"lead", "phone", "email"}:
        require_fields(plan, "lead")
    from salesmap.actions.imports.activities import import_activities

    take = partial(import_activities, dry_run=dry_run, key=plan.context.options.key)
    run = take_in(context, plan, read_activities, take, file.name, rejects)
    answer(context, run, rejects, format, dry_run=dry_run)
