"""A lead and what can happen to it: it moves, is won, lost, discarded, reopened.

Every transition ends the visit to one stage and begins the next in the lead's timeline, so that
time in stage, conversion and the furthest stage reached always agree.
"""

from datetime import date
from typing import NamedTuple

from salesmap.domain import records
from salesmap.domain.errors import (
    AlreadyInStage,
    LeadAlreadyClosed,
    LeadAlreadyOpen,
    NoNextStage,
    WonLeadCannotGoBack,
)
from salesmap.domain.pipeline import Pipeline, label
from salesmap.domain.records import Stage
from salesmap.domain.timeline import StageTimeline


class Moment(NamedTuple):
    """When something happens: the instant as stored, and the calendar day where it happens."""

    now: str
    today: date


class Lead(records.Lead):
    """One chance to sell, with its transitions."""

    __slots__ = ()

    @property
    def keeper(self) -> str | None:
        """Who looks after the lead: its owner, or the caretaker of a closed one."""
        return self.caretaker or self.owner

    def renew(self, now: str) -> None:
        """Count a new version, by which a change that was made meanwhile is noticed."""
        self.version += 1
        self.updated_at = now

    def touch(self, at: str, now: str) -> None:
        """Note a contact at an instant."""
        if at > self.touched_at:
            self.touched_at = at
            self.renew(now)

    def require_open(self) -> None:
        """Raise LeadAlreadyClosed unless the lead is open."""
        if self.status != "open":
            raise LeadAlreadyClosed(self.id, self.status)

    def target(self, pipeline: Pipeline, name: str | None) -> Stage | None:
        """Return the stage to move to: the one named, or the next (None: past the last).

        Raises UnknownStageError, AmbiguousStage, or a RuleViolation when it cannot move there.
        """
        current = pipeline.stage(self.stage_id)
        target = pipeline.named(name) if name else pipeline.next(current)
        if self.status == "won":
            if target is None or target.id == current.id:
                raise NoNextStage(self.id, current.key, label(current))
            if target.phase == "before":
                raise WonLeadCannotGoBack(self.id)
            return target
        self.require_open()
        if target is not None and target.id == current.id:
            raise AlreadyInStage(self.id, current.key, label(current))
        return target

    def goes_forward_to(self, stage: Stage | None, pipeline: Pipeline) -> bool:
        """Return whether a stage (None: the win) lies ahead."""
        return stage is None or stage.position > pipeline.stage(self.stage_id).position

    def move_to(
        self, stage: Stage, pipeline: Pipeline, timeline: StageTimeline, moment: Moment
    ) -> None:
        """Move to a stage before the win, forwards or back."""
        is_forward = self.goes_forward_to(stage, pipeline)
        timeline.leave("forward" if is_forward else "back", moment.now)
        self._enter(stage, pipeline, timeline, moment.now)

    def win(self, pipeline: Pipeline, timeline: StageTimeline, moment: Moment) -> None:
        """Win; the lead lives on in the first stage after the win."""
        self._close("won", timeline, moment)
        if pipeline.after_win:
            self._enter(pipeline.after_win, pipeline, timeline, moment.now)

    def move_after_win(
        self, stage: Stage, pipeline: Pipeline, timeline: StageTimeline, moment: Moment
    ) -> None:
        """Move a won lead among the stages after the win."""
        if self.stage_id == stage.id:
            return
        timeline.leave("forward", moment.now)
        self._enter(stage, pipeline, timeline, moment.now)

    def lose(self, reason: str, timeline: StageTimeline, moment: Moment) -> None:
        """Lose for a reason. Raises LeadAlreadyClosed."""
        self.require_open()
        self.lost_reason = reason
        self._close("lost", timeline, moment)

    def discard(self, timeline: StageTimeline, moment: Moment) -> None:
        """Take out of all reports. Raises LeadAlreadyClosed when it is discarded already."""
        if self.status == "dropped":
            raise LeadAlreadyClosed(self.id, self.status)
        if self.status == "open":
            self._close("dropped", timeline, moment)
        self.status = "dropped"
        timeline.count(0)
        self.renew(moment.now)

    def reopen(self, pipeline: Pipeline, timeline: StageTimeline, moment: Moment) -> None:
        """Open again in the last stage before the win. Raises LeadAlreadyOpen."""
        if self.status == "open":
            raise LeadAlreadyOpen(self.id)
        before = [stage.id for stage in pipeline.stages if stage.phase == "before"]
        last = timeline.last_among(before)
        timeline.leave("back", moment.now)
        timeline.count(1)
        self.status, self.lost_reason = "open", None
        self.closed_at = self.closed_on = self.cycle_days = None
        stage = pipeline.stage(last) if last else pipeline.first
        self._enter(stage, pipeline, timeline, moment.now)

    def count_cycle(self) -> None:
        """Count the days from creation to close, where both are known."""
        self.cycle_days = None
        if self.closed_on and not self.created_unknown:
            created = date.fromisoformat(self.created_on)
            self.cycle_days = (date.fromisoformat(self.closed_on) - created).days

    def _close(self, status: str, timeline: StageTimeline, moment: Moment) -> None:
        timeline.leave(status, moment.now)
        self.status = status
        self.closed_at, self.closed_on = moment.now, moment.today.isoformat()
        self.count_cycle()
        self.renew(moment.now)

    def _enter(self, stage: Stage, pipeline: Pipeline, timeline: StageTimeline, now: str) -> None:
        timeline.enter(stage, now)
        self.stage_id, self.stage_since = stage.id, now
        self.touched_at = max(self.touched_at, now)
        if stage.position > pipeline.stage(self.furthest_id).position:
            self.furthest_id = stage.id
        self.renew(now)
