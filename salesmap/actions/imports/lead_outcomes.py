"""Bringing a lead to the stage, the outcome and the dates that a file says, at the file's dates.

The file is right about what it says: visits that began later than the lead was closed by it began
then at the latest. Gates do not hold back what happened elsewhere; they are reported.
"""

from datetime import date, datetime
from typing import NamedTuple

from salesmap.actions.lead.edit import open_again
from salesmap.actions.lead.gates import is_gate_closed
from salesmap.actions.lead.pipelines import pipeline_of, save_timeline, timeline_of
from salesmap.core.clock import Clock, from_instant, instant, seconds_between
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.lead import Lead, Moment
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.records import Stage
from salesmap.domain.timeline import StageTimeline
from salesmap.store.unit_of_work import UnitOfWork


class Brought(NamedTuple):
    """What became of a lead: whether anything is different, and whether it passed a closed gate."""

    is_changed: bool
    is_lacking: bool


def bring(change: UnitOfWork, lead: Lead, draft: LeadDraft) -> Brought:
    """Set stage, outcome and dates of a lead as a row of a file says."""
    before, version = _state(lead), lead.version
    moves = _Bringing(change, lead, draft)
    moves.run()
    save_timeline(change, moves.timeline)
    if _state(lead) == before:
        return Brought(False, False)
    lead.updated_at = change.now
    lead.version = max(lead.version, version + 1)
    return Brought(True, moves.is_lacking)


def _state(lead: Lead) -> tuple[object, ...]:
    return (
        lead.status,
        lead.stage_id,
        lead.stage_since,
        lead.created_at,
        lead.created_unknown,
        lead.closed_at,
        lead.touched_at,
    )


class _Bringing:
    """One lead and its row."""

    def __init__(self, change: UnitOfWork, lead: Lead, draft: LeadDraft) -> None:
        self.change = change
        self.clock: Clock = change.database.clock
        self.lead = lead
        self.draft = draft
        self.pipeline: Pipeline = pipeline_of(change, lead)
        self.timeline: StageTimeline = timeline_of(change, lead)
        self.is_lacking = False

    def run(self) -> None:
        if self.draft.created_at:
            self._create_at(self.draft.created_at)
        if self.draft.tells_outcome:
            self._bring_outcome()
        contact = instant(self.draft.last_contact) if self.draft.last_contact else ""
        visited = (each.left_at or each.entered_at for each in self.timeline.visits)
        self.lead.touched_at = max(self.lead.touched_at, contact, *visited)

    def _bring_outcome(self) -> None:
        draft, lead = self.draft, self.lead
        stage = self.pipeline.named(draft.stage) if draft.stage else None
        status = "won" if stage and stage.phase == "after" else draft.status
        if lead.status not in ("open", status):
            self._reopen(stage if status == "open" else None, draft.stage_since or draft.closed_at)
        if stage and stage.phase == "before" and lead.status == "open":
            self._stand_in(stage)
        if lead.status == "open" and status != "open":
            self._close(status)
        elif lead.status != "open" and draft.closed_at:
            self._closed_at(draft.closed_at)
        if stage and stage.phase == "after" and lead.stage_id != stage.id:
            moment = self._moment(draft.stage_since)
            self.lead.move_after_win(stage, self.pipeline, self.timeline, moment)

    def _create_at(self, created: datetime) -> None:
        at = instant(created)
        lead, visits = self.lead, self.timeline.visits
        if at == lead.created_at and not lead.created_unknown:
            return
        lead.created_unknown = None
        if visits and visits[0].entered_at in (lead.created_at, lead.recorded_at):
            left = visits[0].left_at
            self._enter_at(0, min(at, left) if left else at)
        lead.created_at, lead.created_on = at, self.clock.day_of(created).isoformat()
        lead.assigned_at = min(lead.assigned_at, at)
        self.lead.count_cycle()

    def _stand_in(self, stage: Stage) -> None:
        """Move an open lead to a stage, or set since when it is there."""
        since = self.draft.stage_since
        if stage.id != self.lead.stage_id:
            moment = self._moment(since)
            is_forward = self.lead.goes_forward_to(stage, self.pipeline)
            if is_forward and is_gate_closed(self.change, self.lead, self.pipeline, stage):
                self.is_lacking = True
            self.lead.move_to(stage, self.pipeline, self.timeline, moment)
        elif since and (at := instant(since)) != self.lead.stage_since:
            visits = self.timeline.visits
            earlier = visits[-2].left_at if len(visits) > 1 else None
            if not earlier or earlier <= at:
                self._enter_at(len(visits) - 1, at)
                self.lead.stage_since = at

    def _reopen(self, stage: Stage | None, since: datetime | None) -> None:
        """Open a closed lead again, in the stage that the file says, or where it was closed."""
        lead = self.lead
        lead.reopen(self.pipeline, self.timeline, self._moment(since))
        open_again(self.change, lead)
        if stage and stage.phase == "before" and stage.id != lead.stage_id:
            self.timeline.visits[-1].stage_id = lead.stage_id = stage.id
            if stage.position > self.pipeline.stage(lead.furthest_id).position:
                lead.furthest_id = stage.id

    def _close(self, status: str) -> None:
        """Close an open lead at the date of the file; without one, nobody knows when."""
        lead, closed = self.lead, self.draft.closed_at
        moment = self._moment(None)
        if closed:
            self._begin_before(instant(closed))
            moment = Moment(instant(closed), self.clock.day_of(closed))
        if status == "won":
            if is_gate_closed(self.change, lead, self.pipeline, None):
                self.is_lacking = True
            lead.win(self.pipeline, self.timeline, moment)
        elif status == "lost":
            lead.lose(self.draft.lost_reason or "", self.timeline, moment)
            lead.lost_reason = self.draft.lost_reason
        else:
            lead.discard(self.timeline, moment)
        if closed:
            self.lead.count_cycle()
        else:
            lead.closed_at = lead.closed_on = lead.cycle_days = None
            for visit in self.timeline.visits:
                if visit.left_at == moment.now and visit.outcome == status:
                    visit.secs = None

    def _closed_at(self, closed: datetime) -> None:
        """Set when a lead was closed, and its visits accordingly."""
        lead, at = self.lead, instant(closed)
        if at == lead.closed_at:
            return
        visits = self.timeline.visits
        index = max(
            (i for i, visit in enumerate(visits) if visit.outcome == lead.status), default=None
        )
        if index is not None:
            self._begin_before(at, index)
            visits[index].left_at = at
            visits[index].secs = seconds_between(visits[index].entered_at, at)
            if index + 1 == len(visits) - 1 and visits[-1].left_at is None:
                self._enter_at(index + 1, at)
                lead.stage_since = at
        lead.closed_at, lead.closed_on = at, self.clock.day_of(closed).isoformat()
        self.lead.count_cycle()

    def _begin_before(self, at: str, last: int | None = None) -> None:
        """Let visits, and the lead itself, begin at an instant at the latest."""
        visits = self.timeline.visits[: None if last is None else last + 1]
        for visit in visits:
            if visit.entered_at > at or (visit.left_at or "") > at:
                visit.entered_at = min(visit.entered_at, at)
                if visit.left_at:
                    visit.left_at = min(visit.left_at, at)
                    visit.secs = seconds_between(visit.entered_at, visit.left_at)
        if self.lead.created_at > at:
            self.lead.created_at = at
            self.lead.created_on = self._day(at).isoformat()
            self.lead.assigned_at = min(self.lead.assigned_at, at)

    def _enter_at(self, index: int, at: str) -> None:
        visit = self.timeline.visits[index]
        visit.entered_at = at
        if visit.left_at and visit.secs is not None:
            visit.secs = seconds_between(at, visit.left_at)

    def _moment(self, when: datetime | None) -> Moment:
        """Return when something happened: as the file says, not before what happened last."""
        visits = self.timeline.visits
        last = max((visit.left_at or visit.entered_at for visit in visits), default="")
        at = min(max(instant(when), last), self.change.now) if when else self.change.now
        return Moment(at, self._day(at))

    def _day(self, at: str) -> date:
        return self.clock.day_of(from_instant(at))
