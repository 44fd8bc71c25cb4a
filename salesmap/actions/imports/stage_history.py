"""Histories of leads that are in the book already: their stays are drawn up anew, and what was expected is kept, as one change."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any

from salesmap.actions.database.create import transaction
from salesmap.actions.imports.expectations import NotedExpectations, note_expectations, words_of
from salesmap.actions.imports.leads import Tally
from salesmap.actions.imports.references import FileReferences
from salesmap.actions.lead.pipelines import pipeline_with_id
from salesmap.core.clock import from_instant, instant
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.drafts import MoveDraft
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.records import StageVisit
from salesmap.domain.timeline import Event, History, StageRef, Visit, reference, replay
from salesmap.domain.vocabulary import ENDS
from salesmap.store.database import Database
from salesmap.store.journal.bulk import insert
from salesmap.store.journal.last_set import HISTORIES_IMPORTED
from salesmap.store.unit_of_work import UnitOfWork

Refuse = Callable[[MoveDraft, str], None]

_BATCH = 500
_VISIT_COLUMNS = ("lead_id", *Visit._fields, "counted")
_OF_LEAD = "id, process_id, status, created_at, closed_at, touched_at, recorded_at, lost_reason"
_ARRIVED = "leads imported: {}"


def take_in_moves(
    database: Database, moves: Iterable[MoveDraft], source: str, refuse: Refuse
) -> Tally:
    """Give leads the stays and the expectations that a file tells of; `refuse` hears of the moves of leads that are not to be found,
    and of amounts in another currency than their lead's.

    Up to its last line about a lead the file is right; what the book knows of later stands after it, and what it knew
    before the file's first line stands before, except the one stay that an import of leads had to make up. So the same
    file twice adds nothing, and next month's goes on where this one ended.
    """
    tally = Tally()
    with transaction(database) as change:
        _stage_moves(change, moves, refuse)
        historian = _StageHistoryImporter(change, tally)
        for batch in _by_lead(change):
            historian.take(batch)
        change.sql("DROP TABLE temp.move")
        change.describe(HISTORIES_IMPORTED, f"{historian.changed} · {source}")
    return tally


def _stage_moves(change: UnitOfWork, moves: Iterable[MoveDraft], refuse: Refuse) -> None:
    """Put the moves where they can be taken lead by lead, in whatever order the file has them, however many there are."""
    change.sql(
        "CREATE TEMP TABLE move (lead_id INTEGER, number INTEGER, at TEXT, stage TEXT, origin TEXT, expected TEXT, value INTEGER)"
    )
    references = FileReferences(change)
    waiting, number = iter(moves), 0
    while batch := list(islice(waiting, _BATCH)):
        rows = []
        leads = references.find([move.lead for move in batch])
        currencies = _currencies(change, [lead for lead in leads if isinstance(lead, int)])
        for move, found in zip(batch, leads, strict=True):
            number += 1
            value, currency = move.value or (None, None)
            if isinstance(found, RuleViolation):
                refuse(move, str(found))
            elif currency not in (None, currencies[found]):
                refuse(
                    move,
                    _("the amount is in {currency}, the lead in {known}").format(
                        currency=currency, known=currencies[found]
                    ),
                )
            else:
                expected = move.expected_close.isoformat() if move.expected_close else None
                rows.append(
                    (found, number, instant(move.at), move.stage, move.origin, expected, value)
                )
        if rows:
            change.many("INSERT INTO temp.move VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    change.sql("CREATE INDEX temp.move_of_lead ON move (lead_id, number)")


def _currencies(change: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    return dict(
        change.sql(f"SELECT id, currency FROM lead WHERE id IN ({', '.join('?' * len(ids))})", *ids)
    )


def _by_lead(change: UnitOfWork) -> Iterator[list[tuple[int, list[tuple[Any, ...]]]]]:
    """(lead, its moves in the order of the file), some hundred leads at a time."""
    last = 0
    while ids := [
        id
        for (id,) in change.sql(
            "SELECT DISTINCT lead_id FROM temp.move WHERE lead_id > ? ORDER BY 1 LIMIT ?",
            last,
            _BATCH,
        )
    ]:
        rows = change.sql(
            "SELECT lead_id, at, stage, origin, expected, value FROM temp.move WHERE lead_id BETWEEN ? AND ? ORDER BY lead_id, number",
            ids[0],
            ids[-1],
        )
        yield [
            (lead_id, [row[1:] for row in moves])
            for lead_id, moves in groupby(rows, key=lambda row: row[0])
        ]
        last = ids[-1]


class _StageHistoryImporter:
    """Draws up the stays of leads anew."""

    def __init__(self, change: UnitOfWork, tally: Tally) -> None:
        self.change = change
        self.clock = change.database.clock
        self.tally = tally
        self.changed = 0
        self.paths: dict[int, tuple[Pipeline, list[StageRef]]] = {}

    def take(self, batch: Sequence[tuple[int, list[tuple[Any, ...]]]]) -> None:
        ids = [lead_id for lead_id, _moves in batch]
        places = ", ".join("?" * len(ids))
        leads = {
            row[0]: row
            for row in self.change.sql(f"SELECT {_OF_LEAD} FROM lead WHERE id IN ({places})", *ids)
        }
        stays: dict[int, list[tuple[Visit, bool]]] = {id: [] for id in ids}
        for row in self.change.sql(
            f"SELECT y.lead_id, {', '.join(f'y.{field}' for field in Visit._fields)}, EXISTS ("
            "SELECT 1 FROM change_row r JOIN change c ON c.id = r.change_id AND c.what = ?"
            " WHERE r.table_name = 'stay' AND r.row_id = y.id AND r.before IS NULL)"
            f" FROM stay y WHERE y.lead_id IN ({places}) ORDER BY y.id",
            _ARRIVED, *ids,
        ):  # fmt: skip
            stays[row[0]].append((Visit(*row[1:-1]), bool(row[-1])))
        changed: list[tuple[int, History, str]] = []
        noted = note_expectations(
            self.change, {lead_id: words_of(_expectations(rows)) for lead_id, rows in batch}
        )
        for lead_id, rows in batch:
            known = [stay for stay, _made_up in stays[lead_id]]
            moves = [row[:3] for row in rows if row[1]]
            if not moves:
                self._count(lead_id, rows, set(), noted)
                continue
            way, created = self._way(leads[lead_id], stays[lead_id], moves)
            self._count(lead_id, rows, _marks(way.visits) - _marks(known), noted)
            if list(way.visits) != known:
                changed.append((lead_id, way, created))
        self._write(changed, leads)
        self.changed += len(
            {lead_id for lead_id, *_rest in (*changed, *noted.fresh, *noted.mended)}
        )

    def _way(
        self,
        lead: tuple[Any, ...],
        stays: Sequence[tuple[Visit, bool]],
        moves: list[tuple[Any, ...]],
    ) -> tuple[History, str]:
        """The lead's way, and when it was created: not after it first stood somewhere."""
        _id, process_id, status, created, closed, _touched, _recorded, _reason = lead
        path, places = self._path(process_id)
        known = {place.id: place for place in places}
        steps = self._steps(path, places, moves)
        first, last = steps[0].at, max(step.at for step in steps)
        origin = moves[0][2] if moves[0][0] <= moves[-1][0] else moves[-1][2]
        if origin and origin not in ENDS and created < first:
            steps.insert(0, Event(created, self._place(path, places, origin)))
        for stay, made_up in stays:
            if stay.entered_at > last or (stay.entered_at < first and not made_up):
                steps.append(Event(stay.entered_at, known[stay.stage_id]))
            if (
                stay.left_at
                and stay.outcome in ENDS
                and not made_up
                and (stay.left_at > last or stay.left_at < first)
            ):
                steps.append(Event(stay.left_at, end=stay.outcome))
        if status != "open" and (end := self._known_end(status, closed, steps, last)):
            steps.append(end)
        way = replay(steps, places)
        return way, min(created, way.visits[0].entered_at)

    def _known_end(
        self, status: str, closed: str | None, steps: Sequence[Event], last: str
    ) -> Event | None:
        """The end that the book knows of, unless the file tells of it itself or goes on after the day of it."""
        if max(steps, key=lambda step: step.at).end == status:
            return None
        if closed is None:
            return Event(last, end=status, is_dated=False)
        if self._day(closed) < self._day(last):
            return None
        return Event(max(closed, last), end=status)

    def _steps(
        self, path: Pipeline, places: list[StageRef], moves: list[tuple[Any, ...]]
    ) -> list[Event]:
        steps = [
            Event(at, end=stage) if stage in ENDS else Event(at, self._place(path, places, stage))
            for at, stage, _origin in moves
        ]
        # Of moves at one instant the file's order decides, but many a file has the newest first.
        if _rank(steps[0], places) > _rank(steps[-1], places):
            steps.reverse()
        return sorted(steps, key=lambda step: step.at)

    def _path(self, process_id: int) -> tuple[Pipeline, list[StageRef]]:
        if process_id not in self.paths:
            path = pipeline_with_id(self.change, process_id)
            self.paths[process_id] = (
                path,
                [reference(stage) for stage in path.stages],
            )
        return self.paths[process_id]

    def _place(self, path: Pipeline, places: list[StageRef], stage: str) -> StageRef:
        wanted = path.named(stage).id
        return next(place for place in places if place.id == wanted)

    def _day(self, at: str) -> date:
        return self.clock.day_of(from_instant(at))

    def _count(
        self,
        lead_id: int,
        rows: list[tuple[Any, ...]],
        fresh: set[tuple[str, str]],
        noted: NotedExpectations,
    ) -> None:
        """A row that made a new stay, or ended one, or told what was expected is added; one that tells otherwise what was expected
        then is an update; one that says what the book knows, or nothing new, is skipped."""
        lines, marks = Counter(row[0] for row in rows), Counter(at for _what, at in fresh)
        added = sum(min(lines[at], max(marks[at], (lead_id, at) in noted.fresh)) for at in lines)
        updated = sum((lead_id, at) in noted.mended and not marks[at] for at in lines)
        self.tally.added += added
        self.tally.updated += updated
        self.tally.skipped += len(rows) - added - updated

    def _write(
        self, changed: Sequence[tuple[int, History, str]], leads: dict[int, tuple[Any, ...]]
    ) -> None:
        if not changed:
            return
        self.change.sql(
            f"DELETE FROM stay WHERE lead_id IN ({', '.join('?' * len(changed))})",
            *(lead_id for lead_id, *_rest in changed),
        )
        rows = [
            (lead_id, *stay, int(way.status != "dropped"))
            for lead_id, way, _created in changed
            for stay in way.visits
        ]
        insert(self.change, StageVisit, _VISIT_COLUMNS, rows)
        for lead_id, way, created in changed:
            self._write_lead(leads[lead_id], way, created)

    def _write_lead(self, lead: tuple[Any, ...], way: History, created: str) -> None:
        id, process_id, _status, _created, _closed, touched, recorded, reason = lead
        _path, places = self._path(process_id)
        known = {place.id: place for place in places}
        been = [known[stay.stage_id] for stay in way.visits]
        here = (
            been[-1]
            if way.status in ("open", "won")
            else next((place for place in reversed(been) if place.is_before_win), been[-1])
        )
        # A lead that came in without dates was last touched when it was recorded: that says nothing.
        moments = [
            moment for stay in way.visits for moment in (stay.entered_at, stay.left_at) if moment
        ]
        latest = self.change.sql(
            "SELECT max(at) FROM interaction WHERE lead_id = ? AND kind <> 'note'", id
        )[0][0]
        touched = max(
            [*moments, *([latest] if latest else []), *([touched] if touched != recorded else [])]
        )
        created_on = self._day(created)
        closed_on = self._day(way.closed_at) if way.closed_at else None
        self.change.sql(
            "UPDATE lead SET stage_id = ?, furthest_id = ?, status = ?, created_at = ?, created_on = ?, assigned_at = min(assigned_at, ?),"
            " stage_since = ?, touched_at = ?, closed_at = ?, closed_on = ?, cycle_days = ?, lost_reason = ?, version = version + 1,"
            " updated_at = ? WHERE id = ?",
            here.id, max(been, key=lambda place: place.position).id, way.status, created, created_on.isoformat(), created,
            way.visits[-1].entered_at, touched, way.closed_at, closed_on.isoformat() if closed_on else None,
            (closed_on - created_on).days if closed_on else None, reason if way.status == "lost" else None, self.change.now, id,
        )  # fmt: skip


def _expectations(rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """(at, expected close, value) of the rows of a lead, the oldest first."""
    return (
        (at, *told)
        for at, _stage, _origin, *told in (reversed(rows) if rows[0][0] > rows[-1][0] else rows)
    )


def _rank(step: Event, places: Sequence[StageRef]) -> tuple[str, int]:
    return step.at, step.stage.position if step.stage else len(places) + 1


def _marks(stays: Iterable[Visit]) -> set[tuple[str, str]]:
    """(stage or end, instant) of all that the stays tell."""
    entered = {(str(stay.stage_id), stay.entered_at) for stay in stays}
    return entered | {
        (stay.outcome, stay.left_at) for stay in stays if stay.left_at and stay.outcome in ENDS
    }
