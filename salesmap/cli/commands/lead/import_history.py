"""`salesmap lead import-history`."""

from functools import partial

import typer

from salesmap.cli.context import get_context
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
    StageMap,
    StatusMap,
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
    (
        _("Look first, change nothing"),
        _("salesmap lead import-history history.csv --rejects rejected.csv"),
    ),
    (
        _("Name the columns yourself"),
        _("salesmap lead import-history history.csv --map deal=lead,when=at"),
    ),
)


@app.command()
def import_history(
    ctx: typer.Context,
    file: File,
    map_: Map = None,
    stage_map: StageMap = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    status_map: StatusMap = None,
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
    """Import stage histories."""
    from salesmap.exchange.importers.history_import import read_moves
    from salesmap.exchange.mapping.import_context import HISTORIES

    context = get_context(ctx)
    plan = plan_import(context, ctx, HISTORIES, file)
    require_fields(plan, "lead", "at")
    if not any(column.field in ("expected_close", "value") for column in plan.columns):
        require_fields(plan, "stage")
    from salesmap.actions.imports.stage_history import import_stage_history

    take = partial(import_stage_history, dry_run=dry_run, key=plan.context.options.key)
    run = take_in(context, plan, read_moves, take, file.name, rejects)
    answer(context, run, rejects, format, dry_run=dry_run)
