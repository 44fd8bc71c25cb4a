"""`salesmap lead import --dry-run`: each column's fate, what the file is, and the first rows as they would land."""

from itertools import islice

from salesmap.cli.context import Desk
from salesmap.cli.import_options import tell_left_out, tell_rejected
from salesmap.cli.output import put, show
from salesmap.core.i18n import _
from salesmap.core.table import Rows, columns
from salesmap.exchange.importers.lead_import import read_leads
from salesmap.exchange.importers.rejects import Rejects
from salesmap.exchange.mapping.import_plan import Plan
from salesmap.render.serialize import dumps

_FACTS = columns("encoding delimiter sheet decimal rows:int added:int updated:int skipped:int rejected:int")
_LANDED = columns("name customer stage status:word value:money owner created_at:day closed_at:day external_id")
_ROWS_SHOWN = 5


def show_rehearsal(desk: Desk, plan: Plan, on_duplicate: str, format: str | None) -> None:
    """Rehearse the import and print what came of it; nothing is changed."""
    rejects = Rejects()
    sheet = plan.sheet
    file = (sheet.encoding, sheet.delimiter, sheet.worksheet, next(iter(plan.decimals.values()), None), plan.rows)
    facts = Rows(_FACTS, [(*file, *_rehearse(desk, plan, rejects, on_duplicate), rejects.count)])
    fates = [(fate.header, fate.field, plan.date_orders.get(place)) for place, fate in enumerate(plan.columns)]
    stand_ins = [(fate.header, fate.stands_in) for fate in plan.columns if fate.stands_in]
    stages = [(theirs, ours, count) for theirs, (ours, count) in plan.stages.items()]
    sections = {
        "columns": (_("What becomes of each column"), Rows(columns("column field date_order"), fates)),
        "stand_ins": (_("Used where the field itself is empty"), Rows(columns("column field"), stand_ins)),
        "stages": (_("What their stages mean here"), Rows(columns("theirs ours rows:int"), stages)),
        "first": (_("The first rows as they would land"), _first(desk, plan)),
        "flagged": (_("Cells that a spreadsheet seems to have changed"), Rows(columns("line:int column cell"), plan.flags)),
    }
    if format == "json":
        put(dumps({**facts.dicts()[0], **{name: rows.dicts() for name, (_title, rows) in sections.items()}}))
        return
    show(desk, facts, format)
    for title, rows in sections.values():
        if rows.values:
            put("")
            put(title)
            show(desk, rows, format)
    tell_left_out(plan)
    tell_rejected(rejects, None)


def _rehearse(desk: Desk, plan: Plan, rejects: Rejects, on_duplicate: str) -> tuple[int, int, int]:
    """(added, updated, skipped), found by doing it and leaving no trace; without a book, everything would be added."""
    if not desk.book.path.exists() or not desk.book.path.stat().st_size:
        return sum(1 for _draft in rejects.good_ones(read_leads(plan))), 0, 0
    from salesmap.actions.imports.leads import take_in

    tally = take_in(desk.book, rejects.good_ones(read_leads(plan)), plan.sheet.path.name, on_duplicate, expected=plan.rows, rehearse=True)
    return tally.added, tally.updated, tally.skipped


def _first(desk: Desk, plan: Plan) -> Rows:
    rows = []
    for draft in islice(Rejects().good_ones(read_leads(plan)), _ROWS_SHOWN):
        created, closed = (moment and desk.clock.day_of(moment).isoformat() for moment in (draft.created_at, draft.closed_at))
        rows.append(
            (draft.name, draft.customer, draft.stage, draft.status, draft.value_cents, draft.owner, created, closed, draft.external_id)
        )
    return Rows(_LANDED, rows)
