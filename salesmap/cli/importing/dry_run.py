"""The dry run of an import: columns, file, and what would become of the rows."""

from collections.abc import Iterable, Set
from itertools import islice

from salesmap.actions.imports.leads import Tally
from salesmap.cli.context import AppContext
from salesmap.cli.importing.feedback import notify_findings
from salesmap.cli.output import show, write
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.domain.drafts import LeadDraft
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.tabular.rejects import Rejects, landing
from salesmap.render.json_text import dumps

_FACTS = columns(
    "encoding delimiter sheet decimal rows:int added:int updated:int skipped:int rejected:int"
)
_LANDED = columns(
    "name customer stage:key:stage_words status:word value:money owner created_at:day "
    "closed_at:day external_id"
)


_ROWS_SHOWN = 5


def show_rehearsal(
    context: AppContext,
    plan: ImportPlan,
    tally: Tally,
    rejects: Rejects,
    format: str | None,
    first: Table | None = None,
) -> None:
    """Print what an import would do: the file, its columns, the `first` rows, and the counts."""
    facts = _facts(plan, tally, rejects)
    sections = _sections(context, plan, first or Table(_LANDED, []))
    notify_findings(plan, rejects, None, tally)
    if format == "json":
        tables = {name: rows.dicts() for name, (_title, rows) in sections.items()}
        write(dumps({**facts.dicts()[0], **tables}))
        return
    show(context, facts, format)
    for title, rows in sections.values():
        if rows.values:
            write("")
            write(title)
            show(context, rows, format)


def _facts(plan: ImportPlan, tally: Tally, rejects: Rejects) -> Table:
    """Return how the file is read, and the counts."""
    sheet = plan.sheet
    decimal = next(iter(plan.decimals.values()), None)
    read = (sheet.encoding, sheet.delimiter, sheet.worksheet, decimal, plan.rows)
    counts = (tally.added, tally.updated, tally.skipped, rejects.count)
    return Table(_FACTS, [(*read, *counts)])


def _sections(context: AppContext, plan: ImportPlan, first: Table) -> dict[str, tuple[str, Table]]:
    """Return (title, rows) of what is known of the file, by name."""
    mappings = [
        (column.header, column.field, plan.date_orders.get(place))
        for place, column in enumerate(plan.columns)
    ]
    stand_ins = [
        (column.header, column.stands_in_for) for column in plan.columns if column.stands_in_for
    ]
    unknown = [(word,) for word in plan.stage_words.unknown]
    nothing = list(plan.nothing.items())
    return {
        "columns": (_("Columns"), Table(columns("column field date_order"), mappings)),
        "stand_ins": (
            _("Used when the field is empty"),
            Table(columns("column field"), stand_ins),
        ),
        "stages": (_("Stage mapping"), _stages(context, plan)),
        "unknown_stages": (_("Unknown stages"), Table(columns("theirs"), unknown)),
        "nothing": (_("Read as empty cells"), Table(columns("word cells:int"), nothing)),
        "first": (_("Preview of the first rows"), first),
        "flagged": (
            _("Cells possibly changed by a spreadsheet program"),
            Table(columns("line:int column cell"), plan.suspect_cells),
        ),
    }


def _stages(context: AppContext, plan: ImportPlan) -> Table:
    labels = _labels(context)
    rows = [
        (theirs, ours, count, labels.get(ours, _(ours)))
        for theirs, (ours, count) in plan.stages.items()
    ]
    return Table(columns("theirs ours:key:ours_words rows:int"), rows, words=("ours_words",))


def first_leads(context: AppContext, plan: ImportPlan, rejected: Set[int]) -> Table:
    """Return the first rows of leads as they would land, but for those of `rejected` lines."""
    from salesmap.exchange.importers.lead_import import read_leads

    labels = _labels(context)
    return _landed(context, islice(landing(read_leads(plan), rejected), _ROWS_SHOWN), labels)


def _landed(context: AppContext, drafts: Iterable[LeadDraft], labels: dict[str, str]) -> Table:
    rows = []
    for draft in drafts:
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
