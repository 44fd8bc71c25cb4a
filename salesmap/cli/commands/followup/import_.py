"""`salesmap followup import`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.feedback import show_import_result
from salesmap.cli.importing.options import (
    DateOrder,
    Defaults,
    Empty,
    File,
    Map,
    RejectsFile,
    SaveMap,
    SheetName,
    UseMap,
)
from salesmap.cli.importing.plan import plan_import, require_fields, sheet_map
from salesmap.cli.options import Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
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
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import activities."""
    from salesmap.exchange.importers.activity_import import read_activities
    from salesmap.exchange.mapping.import_plan import ACTIVITIES
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    context = get_context(ctx)
    options = sheet_map(
        use_map, map_, defaults=defaults, date_order=date_order, empty=empty, sheet=sheet_name
    )
    plan = plan_import(context, ACTIVITIES, file, options, use_map, save_map)
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
        )
    show_import_result(context, plan, tally, rejected, rejects, format)
