"""Merging the stage history of a file with what the database knows of the lead.

Up to its last row about a lead the file is right. What the database knows of later comes after it,
and what it knew before the file's first row comes before it, except a visit that an import of leads
assumed. So the same file twice adds nothing, and next month's goes on where this one ended.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.core.clock import Clock, from_instant
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.timeline import Event, History, StageRef, Visit, reference, replay
from salesmap.domain.vocabulary import ENDS


class HistoryLead(NamedTuple):
    """A lead of the database, as far as its history needs it."""

    id: int
    process_id: int
    status: str
    created_at: str
    closed_at: str | None
    touched_at: str
    recorded_at: str
    lost_reason: str | None


class StoredVisit(NamedTuple):
    """A visit in the database; `is_assumed`: an import of leads made it up from one row."""

    visit: Visit
    is_assumed: bool


class Move(NamedTuple):
    """A row of the file: at an instant, into a stage or to an end, from a stage if it says so."""

    at: str
    stage: str
    origin: str | None


class HistoryMerge:
    """Merges the histories of leads of one pipeline."""

    def __init__(self, pipeline: Pipeline, clock: Clock) -> None:
        self.pipeline = pipeline
        self.clock = clock
        self.stages = [reference(stage) for stage in pipeline.stages]
        self.by_id = {stage.id: stage for stage in self.stages}

    def merge(
        self, lead: HistoryLead, stored: Sequence[StoredVisit], moves: Sequence[Move]
    ) -> tuple[History, str]:
        """Return the history of a lead, and when it was created: at its first visit or before.

        Raises UnknownStageError.
        """
        events = self._events(moves)
        first, last = events[0].at, max(event.at for event in events)
        origin = moves[0].origin if moves[0].at <= moves[-1].at else moves[-1].origin
        if origin and origin not in ENDS and lead.created_at < first:
            events.insert(0, Event(lead.created_at, self._stage(origin)))
        for each in stored:
            events += self._outside(each, first, last)
        if lead.status != "open" and (end := self._end(lead, events, last)):
            events.append(end)
        history = replay(events, self.stages)
        return history, min(lead.created_at, history.visits[0].entered_at)

    def current_stage(self, history: History) -> StageRef:
        """Return the stage that the lead is in, or was closed in."""
        visited = self.visited(history)
        if history.status in ("open", "won"):
            return visited[-1]
        before_win = (stage for stage in reversed(visited) if stage.is_before_win)
        return next(before_win, visited[-1])

    def visited(self, history: History) -> list[StageRef]:
        """Return the stages of the visits."""
        return [self.by_id[visit.stage_id] for visit in history.visits]

    def day(self, at: str) -> date:
        """Return the calendar day of an instant."""
        return self.clock.day_of(from_instant(at))

    def _events(self, moves: Sequence[Move]) -> list[Event]:
        events = [
            Event(move.at, end=move.stage)
            if move.stage in ENDS
            else Event(move.at, self._stage(move.stage))
            for move in moves
        ]
        # Of moves at one instant the order of the file decides, but many a file is newest first.
        if self._rank(events[0]) > self._rank(events[-1]):
            events.reverse()
        return sorted(events, key=lambda event: event.at)

    def _outside(self, stored: StoredVisit, first: str, last: str) -> list[Event]:
        """Return the events of a stored visit that lie before or after those of the file."""
        visit, is_assumed = stored
        events = []
        if visit.entered_at > last or (visit.entered_at < first and not is_assumed):
            events.append(Event(visit.entered_at, self.by_id[visit.stage_id]))
        left = visit.left_at
        if left and visit.outcome in ENDS and not is_assumed and (left > last or left < first):
            events.append(Event(left, end=visit.outcome))
        return events

    def _end(self, lead: HistoryLead, events: Sequence[Event], last: str) -> Event | None:
        """Return the end of a closed lead, unless the file has it or goes on after that day."""
        if max(events, key=lambda event: event.at).end == lead.status:
            return None
        if lead.closed_at is None:
            return Event(last, end=lead.status, is_dated=False)
        if self.day(lead.closed_at) < self.day(last):
            return None
        return Event(max(lead.closed_at, last), end=lead.status)

    def _stage(self, name: str) -> StageRef:
        return self.by_id[self.pipeline.named(name).id]

    def _rank(self, event: Event) -> tuple[str, int]:
        return event.at, event.stage.position if event.stage else len(self.stages) + 1
