"""`salesmap lead import-history`."""

from functools import partial

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.options import (
    DateOrder,
    Decimal,
    Key,
    SheetImport,
    StageMap,
    StatusMap,
    with_sheet_options,
)
from salesmap.cli.importing.plan import plan_import, require_fields
from salesmap.cli.importing.run import answer, take_in
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
@with_sheet_options(
    stage_map=StageMap, date_order=DateOrder, decimal=Decimal, key=Key, status_map=StatusMap
)
def import_history(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import stage histories."""
    from salesmap.exchange.importers.history_import import read_moves
    from salesmap.exchange.mapping.import_context import HISTORIES

    context = get_context(ctx)
    plan = plan_import(context, given, HISTORIES)
    require_fields(plan, "lead", "at")
    if not any(column.field in ("expected_close", "value") for column in plan.columns):
        require_fields(plan, "stage")
    from salesmap.actions.imports.stage_history import import_stage_history

    take = partial(import_stage_history, key=plan.context.options.key)
    answer(context, take_in(context, plan, read_moves, take, given), given)
