"""`salesmap lead import-history`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.feedback import show_import_result
from salesmap.cli.importing.options import (
    DateOrder,
    Decimal,
    Empty,
    File,
    Map,
    RejectsFile,
    SaveMap,
    SheetName,
    StageMap,
    UseMap,
)
from salesmap.cli.importing.plan import plan_import, require_fields, sheet_map
from salesmap.cli.options import Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
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
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import stage histories."""
    from salesmap.exchange.importers.history_import import read_moves
    from salesmap.exchange.mapping.import_plan import HISTORIES
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    context = get_context(ctx)
    options = sheet_map(
        use_map,
        map_,
        stage_map,
        date_order=date_order,
        decimal=decimal,
        empty=empty,
        sheet=sheet_name,
    )
    plan = plan_import(context, HISTORIES, file, options, use_map, save_map)
    require_fields(plan, "lead", "at")
    if not any(column.field in ("expected_close", "value") for column in plan.columns):
        require_fields(plan, "stage")
    from salesmap.actions.imports import stage_history

    with (
        progress(_("Importing"), plan.rows) as echo,
        Rejects.written_to(rejects, plan.sheet.header) as put_aside,
    ):
        moves = put_aside.accepted(read_moves(plan, echo))
        tally = stage_history.import_stage_history(
            context.database,
            moves,
            file.name,
            lambda move, why: put_aside.reject(Rejected(move.row, why)),
        )
    show_import_result(context, plan, tally, put_aside, rejects, format)
