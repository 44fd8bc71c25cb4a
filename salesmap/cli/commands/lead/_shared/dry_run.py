"""`salesmap lead import --dry-run`: columns, file, and the first rows as they would land."""

from itertools import islice

from salesmap.cli.context import AppContext
from salesmap.cli.importing.feedback import notify_left_out, notify_rejected
from salesmap.cli.output import show, write
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.exchange.importers.lead_import import read_leads
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.tabular.rejects import Rejects
from salesmap.render.serialize import dumps

_FACTS = columns(
    "encoding delimiter sheet decimal rows:int added:int updated:int skipped:int rejected:int"
)
_LANDED = columns(
    "name customer stage:key:stage_words status:word value:money owner created_at:day "
    "closed_at:day external_id"
)
_ROWS_SHOWN = 5


def show_rehearsal(
    context: AppContext, plan: ImportPlan, on_duplicate: str, format: str | None
) -> None:
    """Run the import without saving it, and print the result."""
    rejects = Rejects()
    sheet = plan.sheet
    file = (
        sheet.encoding,
        sheet.delimiter,
        sheet.worksheet,
        next(iter(plan.decimals.values()), None),
        plan.rows,
    )
    facts = Table(
        _FACTS, [(*file, *_rehearse(context, plan, rejects, on_duplicate), rejects.count)]
    )
    mappings = [
        (column.header, column.field, plan.date_orders.get(place))
        for place, column in enumerate(plan.columns)
    ]
    stand_ins = [
        (column.header, column.stands_in_for) for column in plan.columns if column.stands_in_for
    ]
    labels = _labels(context)
    stages = [
        (theirs, ours, count, labels.get(ours, _(ours)))
        for theirs, (ours, count) in plan.stages.items()
    ]
    sections = {
        "columns": (
            _("Columns"),
            Table(columns("column field date_order"), mappings),
        ),
        "stand_ins": (
            _("Used when the field is empty"),
            Table(columns("column field"), stand_ins),
        ),
        "stages": (
            _("Stage mapping"),
            Table(columns("theirs ours:key:ours_words rows:int"), stages, words=("ours_words",)),
        ),
        "first": (_("Preview of the first rows"), _first(context, plan, labels)),
        "flagged": (
            _("Cells possibly changed by a spreadsheet program"),
            Table(columns("line:int column cell"), plan.suspect_cells),
        ),
    }
    if format == "json":
        write(
            dumps(
                {
                    **facts.dicts()[0],
                    **{name: rows.dicts() for name, (_title, rows) in sections.items()},
                }
            )
        )
        return
    show(context, facts, format)
    for title, rows in sections.values():
        if rows.values:
            write("")
            write(title)
            show(context, rows, format)
    notify_left_out(plan)
    notify_rejected(rejects, None)


def _rehearse(
    context: AppContext, plan: ImportPlan, rejects: Rejects, on_duplicate: str
) -> tuple[int, int, int]:
    """Return how many leads would be added, updated and skipped.

    Without a database, all of them would be added.
    """
    if not context.database.path.exists() or not context.database.path.stat().st_size:
        return sum(1 for _draft in rejects.accepted(read_leads(plan))), 0, 0
    from salesmap.actions.imports.leads import import_leads

    tally = import_leads(
        context.database,
        rejects.accepted(read_leads(plan)),
        plan.sheet.path.name,
        on_duplicate,
        expected=plan.rows,
        dry_run=True,
    )
    return tally.added, tally.updated, tally.skipped


def _first(context: AppContext, plan: ImportPlan, labels: dict[str, str]) -> Table:
    rows = []
    for draft in islice(Rejects().accepted(read_leads(plan)), _ROWS_SHOWN):
        created, closed = (
            moment and context.clock.day_of(moment).isoformat()
            for moment in (draft.created_at, draft.closed_at)
        )
        rows.append(
            (
                draft.name,
                draft.customer,
                draft.stage,
                draft.status,
                draft.value_cents,
                draft.owner,
                created,
                closed,
                draft.external_id,
                labels.get(draft.stage or "", draft.stage),
            )
        )
    return Table(_LANDED, rows, words=("stage_words",))


def _labels(context: AppContext) -> dict[str, str]:
    """Return the labels of the stages by their keys."""
    from salesmap.cli.importing.plan import map_and_stages
    from salesmap.reports.map.stages import stage_labels

    return stage_labels(map_and_stages(context)[0], context.lang)
