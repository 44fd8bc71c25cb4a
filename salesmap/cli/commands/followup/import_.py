"""`salesmap followup import`."""

from functools import partial

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.options import (
    DateOrder,
    Key,
    ProgressMap,
    SheetImport,
    with_sheet_options,
)
from salesmap.cli.importing.plan import plan_import, require_fields
from salesmap.cli.importing.run import answer, take_in
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
@with_sheet_options(date_order=DateOrder, key=Key, status_map=ProgressMap)
def import_activities(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import activities."""
    from salesmap.exchange.importers.activity_import import read_activities
    from salesmap.exchange.mapping.import_context import ACTIVITIES

    context = get_context(ctx)
    plan = plan_import(context, given, ACTIVITIES)
    if not plan.fields() & {"lead", "phone", "email"}:
        require_fields(plan, "lead")
    from salesmap.actions.imports.activities import import_activities

    take = partial(import_activities, key=plan.context.options.key)
    answer(context, take_in(context, plan, read_activities, take, given), given)
