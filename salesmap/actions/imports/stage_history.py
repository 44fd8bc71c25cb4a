"""Importing stage histories of leads that are in the database, as one change.

The visits of a lead are replaced by the merged history, and what the file expected is saved.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple

from salesmap.actions.imports.expectations import (
    SavedExpectations,
    outcomes_of,
    save_expectations,
)
from salesmap.actions.imports.history_merge import HistoryLead, HistoryMerge, Move, StoredVisit
from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.leads import Tally
from salesmap.actions.imports.references import FileReferences
from salesmap.actions.lead.pipelines import pipeline_with_id
from salesmap.core.clock import instant
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.drafts import MoveDraft
from salesmap.domain.records import StageVisit
from salesmap.domain.timeline import History, Visit
from salesmap.domain.vocabulary import ENDS
from salesmap.store.database import Database
from salesmap.store.engine.bulk import insert
from salesmap.store.journal.last_set import HISTORIES_IMPORTED
from salesmap.store.unit_of_work import UnitOfWork

Reject = Callable[[MoveDraft, str], None]
"""Receives a row that is not imported, and why."""

_BATCH = 500
_VISIT_COLUMNS = ("lead_id", *Visit._fields, "counted")
_LEADS_IMPORTED = "leads imported: {}"
_STAGING_TABLE = """
CREATE TEMP TABLE move (
  lead_id INTEGER, number INTEGER, at TEXT, stage TEXT, origin TEXT, expected TEXT, value INTEGER)
"""
_LEAD_IDS = "SELECT DISTINCT lead_id FROM temp.move WHERE lead_id > ? ORDER BY 1 LIMIT ?"
_ROWS = """
SELECT lead_id, at, stage, origin, expected, value
FROM temp.move WHERE lead_id BETWEEN ? AND ? ORDER BY lead_id, number
"""
_LEADS = f"SELECT {', '.join(HistoryLead._fields)} FROM lead WHERE id IN ({{marks}})"
_VISITS = f"""
SELECT y.lead_id, {", ".join(f"y.{field}" for field in Visit._fields)}, EXISTS (
  SELECT 1 FROM change_row r JOIN change c ON c.id = r.change_id AND c.what = ?
  WHERE r.table_name = 'stay' AND r.row_id = y.id AND r.before IS NULL)
FROM stay y WHERE y.lead_id IN ({{marks}}) ORDER BY y.id
"""
_UPDATE_LEAD = """
UPDATE lead SET stage_id = ?, furthest_id = ?, status = ?, created_at = ?, created_on = ?,
  assigned_at = min(assigned_at, ?), stage_since = ?, touched_at = ?, closed_at = ?, closed_on = ?,
  cycle_days = ?, created_unknown = NULL, lost_reason = ?, version = version + 1, updated_at = ?
WHERE id = ?
"""


class _Row(NamedTuple):
    """A row of the file."""

    at: str
    stage: str | None
    origin: str | None
    expected_close: str | None
    value_cents: int | None


class _MergedLead(NamedTuple):
    """A lead whose history is new, with the instant of its creation."""

    lead: HistoryLead
    history: History
    created_at: str


def import_stage_history(
    database: Database,
    moves: Iterable[MoveDraft],
    source: str,
    reject: Reject,
    *,
    dry_run: bool = False,
    key: str | None = None,
) -> Tally:
    """Import the stage histories of a file.

    Rows of unknown leads, and amounts in another currency than their lead's, are rejected.
    """
    tally = Tally()
    with importing(database, dry_run=dry_run) as change:
        _stage_rows(change, moves, reject, key)
        importer = _StageHistoryImporter(change, tally)
        for batch in _by_lead(change):
            importer.add(batch)
        change.sql("DROP TABLE temp.move")
        change.describe(HISTORIES_IMPORTED, f"{importer.changed} · {source}")
    return tally


def _stage_rows(
    change: UnitOfWork, moves: Iterable[MoveDraft], reject: Reject, key: str | None
) -> None:
    """Put the rows into a temporary table, from which they are read lead by lead.

    So memory stays flat, and the file may be in any order.
    """
    change.sql(_STAGING_TABLE)
    references = FileReferences(change, key)
    left, first = iter(moves), 1
    while batch := list(islice(left, _BATCH)):
        rows = []
        leads = references.find([move.lead for move in batch])
        currencies = _currencies(change, [lead for lead in leads if isinstance(lead, int)])
        for number, (move, lead) in enumerate(zip(batch, leads, strict=True), first):
            value, currency = move.value or (None, None)
            if isinstance(lead, RuleViolation):
                reject(move, str(lead))
            elif currency not in (None, currencies[lead]):
                text = _("the amount is in {currency}, the lead in {known}")
                reject(move, text.format(currency=currency, known=currencies[lead]))
            else:
                close = move.expected_close.isoformat() if move.expected_close else None
                rows.append((lead, number, instant(move.at), move.stage, move.origin, close, value))
        first += len(batch)
        if rows:
            change.many("INSERT INTO temp.move VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    change.sql("CREATE INDEX temp.move_of_lead ON move (lead_id, number)")


def _currencies(change: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    marks = ", ".join("?" * len(ids))
    return dict(change.sql(f"SELECT id, currency FROM lead WHERE id IN ({marks})", *ids))


def _by_lead(change: UnitOfWork) -> Iterator[dict[int, list[_Row]]]:
    """Yield the rows of some hundred leads at a time, by lead, in the order of the file."""
    last = 0
    while ids := [id for (id,) in change.sql(_LEAD_IDS, last, _BATCH)]:
        last = ids[-1]
        rows = change.sql(_ROWS, ids[0], last)
        yield {
            lead_id: [_Row(*row[1:]) for row in group]
            for lead_id, group in groupby(rows, key=lambda row: row[0])
        }


class _StageHistoryImporter:
    """An import under way."""

    def __init__(self, change: UnitOfWork, tally: Tally) -> None:
        self.change = change
        self.tally = tally
        self.changed = 0
        self.merges: dict[int, HistoryMerge] = {}

    def add(self, batch: dict[int, list[_Row]]) -> None:
        leads, stored = self._leads(batch), self._visits(batch)
        merged: list[_MergedLead] = []
        saved = save_expectations(
            self.change, {id: outcomes_of(_expectations(rows)) for id, rows in batch.items()}
        )
        for lead_id, rows in batch.items():
            moves = [Move(row.at, row.stage, row.origin) for row in rows if row.stage]
            if not moves:
                self._count(lead_id, rows, set(), saved)
                continue
            lead, before = leads[lead_id], [each.visit for each in stored[lead_id]]
            history, created_at = self._merge_of(lead).merge(lead, stored[lead_id], moves)
            self._count(lead_id, rows, _marks(history.visits) - _marks(before), saved)
            if list(history.visits) != before:
                merged.append(_MergedLead(lead, history, created_at))
        self._write(merged)
        ids = {each.lead.id for each in merged}
        self.changed += len(ids | {id for id, _at in saved.added | saved.changed})

    def _leads(self, ids: Iterable[int]) -> dict[int, HistoryLead]:
        statement = _LEADS.format(marks=_marks_for(ids))
        return {row[0]: HistoryLead(*row) for row in self.change.sql(statement, *ids)}

    def _visits(self, ids: Iterable[int]) -> dict[int, list[StoredVisit]]:
        visits: dict[int, list[StoredVisit]] = {id: [] for id in ids}
        statement = _VISITS.format(marks=_marks_for(ids))
        for lead_id, *visit, is_assumed in self.change.sql(statement, _LEADS_IMPORTED, *ids):
            visits[lead_id].append(StoredVisit(Visit(*visit), bool(is_assumed)))
        return visits

    def _merge_of(self, lead: HistoryLead) -> HistoryMerge:
        pipeline_id = lead.process_id
        if pipeline_id not in self.merges:
            pipeline = pipeline_with_id(self.change, pipeline_id)
            self.merges[pipeline_id] = HistoryMerge(pipeline, self.change.database.clock)
        return self.merges[pipeline_id]

    def _count(
        self,
        lead_id: int,
        rows: Sequence[_Row],
        new: set[tuple[str, str]],
        saved: SavedExpectations,
    ) -> None:
        """Count the rows of a lead.

        A row that began or ended a visit or added an expectation is added, one that changed an
        expectation is updated, the others are skipped.
        """
        lines, marks = Counter(row.at for row in rows), Counter(at for _what, at in new)
        added = sum(min(lines[at], max(marks[at], (lead_id, at) in saved.added)) for at in lines)
        updated = sum((lead_id, at) in saved.changed and not marks[at] for at in lines)
        self.tally.added += added
        self.tally.updated += updated
        self.tally.skipped += len(rows) - added - updated

    def _write(self, merged: Sequence[_MergedLead]) -> None:
        if not merged:
            return
        ids = [each.lead.id for each in merged]
        self.change.sql(f"DELETE FROM stay WHERE lead_id IN ({_marks_for(ids)})", *ids)
        rows = [
            (lead.id, *visit, int(history.status != "dropped"))
            for lead, history, _created_at in merged
            for visit in history.visits
        ]
        insert(self.change, StageVisit, _VISIT_COLUMNS, rows)
        for each in merged:
            self._write_lead(each)

    def _write_lead(self, merged: _MergedLead) -> None:
        lead, history, created_at = merged
        merge = self._merge_of(lead)
        furthest = max(merge.visited(history), key=lambda stage: stage.position)
        created_on = merge.day(created_at)
        closed_on = merge.day(history.closed_at) if history.closed_at else None
        self.change.sql(
            _UPDATE_LEAD,
            merge.current_stage(history).id,
            furthest.id,
            history.status,
            created_at,
            created_on.isoformat(),
            created_at,
            history.visits[-1].entered_at,
            self._last_contact(lead, history),
            history.closed_at,
            closed_on.isoformat() if closed_on else None,
            (closed_on - created_on).days if closed_on else None,
            lead.lost_reason if history.status == "lost" else None,
            self.change.now,
            lead.id,
        )

    def _last_contact(self, lead: HistoryLead, history: History) -> str:
        """Return the later of the last contact and the last move.

        A lead imported without dates was touched when it was recorded, which was no contact.
        """
        ((contact,),) = self.change.sql(
            "SELECT max(at) FROM interaction WHERE lead_id = ? AND kind <> 'note'", lead.id
        )
        moments = [each for visit in history.visits for each in (visit.entered_at, visit.left_at)]
        touched = lead.touched_at if lead.touched_at != lead.recorded_at else None
        latest: str = max(moment for moment in (*moments, contact, touched) if moment)
        return latest


def _expectations(rows: Sequence[_Row]) -> Iterator[tuple[str, str | None, int | None]]:
    """Yield (at, expected close, value) of the rows of a lead, the oldest first."""
    for row in reversed(rows) if rows[0].at > rows[-1].at else rows:
        yield row.at, row.expected_close, row.value_cents


def _marks_for(ids: Iterable[Any]) -> str:
    return ", ".join("?" for _id in ids)


def _marks(visits: Iterable[Visit]) -> set[tuple[str, str]]:
    """Return (stage or end, instant) of all that visits say."""
    marks = set()
    for visit in visits:
        marks.add((str(visit.stage_id), visit.entered_at))
        if visit.left_at and visit.outcome in ENDS:
            marks.add((visit.outcome, visit.left_at))
    return marks
