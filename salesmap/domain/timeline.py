"""The timeline of a lead: its visits to the stages, by the one rule that every write follows.

A visit has an end and an outcome, or it is the current one. `again` marks a visit left forwards of
a stage that had been left forwards before, so that leads are counted without telling visits apart.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from salesmap.core.clock import seconds_between
from salesmap.domain.records import Stage, StageVisit
from salesmap.domain.vocabulary import FORWARD


class StageRef(NamedTuple):
    """A stage as far as a timeline needs it."""

    id: int
    position: int
    is_before_win: bool


def reference(stage: Stage) -> StageRef:
    """Return the reference of a stage."""
    return StageRef(stage.id, stage.position, stage.phase == "before")


class StageTimeline:
    """The visits of one lead, oldest first. Instants are as stored."""

    def __init__(self, lead_id: int, visits: Sequence[StageVisit]) -> None:
        self.lead_id = lead_id
        self.visits = list(visits)

    @property
    def current(self) -> StageVisit | None:
        """Return the visit that has not ended."""
        return next((visit for visit in self.visits if visit.left_at is None), None)

    def enter(self, stage: Stage, at: str) -> StageVisit:
        """Begin a visit and return it."""
        visit = StageVisit(lead_id=self.lead_id, stage_id=stage.id, entered_at=at)
        self.visits.append(visit)
        return visit

    def leave(self, outcome: str, at: str) -> None:
        """End the current visit, if there is one."""
        visit = self.current
        if visit is None:
            return
        visit.again = int(outcome in FORWARD and self._left_forward_before(visit))
        visit.left_at, visit.outcome = at, outcome
        visit.secs = seconds_between(visit.entered_at, at)

    def count(self, counted: int) -> None:
        """Take the visits into the figures (1) or out of them (0)."""
        for visit in self.visits:
            visit.counted = counted

    def last_among(self, stage_ids: Iterable[int]) -> int | None:
        """Return the stage of these that was visited last."""
        wanted = set(stage_ids)
        return next(
            (visit.stage_id for visit in reversed(self.visits) if visit.stage_id in wanted), None
        )

    def transfer(self, target_of: Callable[[int], int], current: int) -> None:
        """Put every visit into the stages of another pipeline.

        `target_of` names the stage for each old one, `current` the stage of the current visit.
        Where two stages become one, going from the one to the other was no move.
        """
        for visit in self.visits:
            visit.stage_id = current if visit.left_at is None else target_of(visit.stage_id)
        self._join_neighbours()

    def join(self, origin: int, target: int) -> None:
        """Put the visits to one stage into another one of the same pipeline."""
        for visit in self.visits:
            if visit.stage_id == origin:
                visit.stage_id = target
        self._join_neighbours()

    def _join_neighbours(self) -> None:
        """Going from a stage to the same one was no move; see which visits left it again."""
        left: set[int] = set()
        for visit, following in zip(self.visits, [*self.visits[1:], None], strict=True):
            is_same = following is not None and visit.stage_id == following.stage_id
            if is_same and visit.outcome in ("forward", "back"):
                visit.outcome = "moved"
            went_forward = visit.outcome in FORWARD
            visit.again = int(went_forward and visit.stage_id in left)
            if went_forward:
                left.add(visit.stage_id)

    def _left_forward_before(self, visit: StageVisit) -> bool:
        return any(
            earlier.stage_id == visit.stage_id and earlier.outcome in FORWARD
            for earlier in self.visits
            if earlier is not visit
        )


class Visit(NamedTuple):
    """A visit as its row holds it: what files bring by the hundred thousand."""

    stage_id: int
    entered_at: str
    left_at: str | None = None
    secs: int | None = None
    outcome: str | None = None
    again: int = 0


class Event(NamedTuple):
    """At an instant a lead entered a stage, or came to an end (`won lost dropped`).

    `is_dated` is false for an end of which nobody knows when it was: the visit before it has no
    length.
    """

    at: str
    stage: StageRef | None = None
    end: str | None = None
    is_dated: bool = True


class History(NamedTuple):
    """The visits that events make, the status they end in, and when (None: open, or unknown)."""

    visits: Sequence[Visit]
    status: str
    closed_at: str | None


def replay(events: Iterable[Event], stages: Sequence[StageRef]) -> History:
    """Return the history that events make, in the order of their time.

    A stage named twice running is one visit: files name it again whenever anything else about the
    lead changes. After an end, a stage before the win is a new beginning, and all visits remain.
    `stages` are those of the pipeline in their order.
    """
    replayed = _Replay(stages)
    for event in sorted(events, key=lambda event: event.at):
        replayed.take(event)
    return History(replayed.visits, replayed.status, replayed.closed_at)


class _Replay:
    """One lead's events, taken one after the other."""

    def __init__(self, stages: Sequence[StageRef]) -> None:
        self.stages = {stage.id: stage for stage in stages}
        self.first = stages[0]
        self.after_win = next((stage for stage in stages if not stage.is_before_win), None)
        self.visits: list[Visit] = []
        self.current: StageRef | None = None
        self.status = "open"
        self.closed_at: str | None = None

    def take(self, event: Event) -> None:
        if event.end:
            self._end(event, event.end)
        elif event.stage and event.stage != self.current:
            if not event.stage.is_before_win and self.status != "won":
                self._end(event, "won")
            if event.stage != self.current:
                self._move(event.at, event.stage)

    def _move(self, at: str, stage: StageRef) -> None:
        if self.current:
            self._leave(at, "forward" if stage.position > self.current.position else "back")
        if stage.is_before_win:
            self.status, self.closed_at = "open", None
        self._enter(at, stage)

    def _end(self, event: Event, end: str) -> None:
        if self.status == end:
            return
        if self.current is None:
            self._enter(event.at, self._last_before_win())
            self._leave(event.at, end, is_dated=False)
        else:
            outcome = end if self.current.is_before_win else "back"
            self._leave(event.at, outcome, is_dated=event.is_dated)
        self.status, self.closed_at = end, event.at if event.is_dated else None
        if end == "won" and self.after_win:
            self._enter(event.at, self.after_win)

    def _last_before_win(self) -> StageRef:
        visited = (self.stages[visit.stage_id] for visit in reversed(self.visits))
        return next((stage for stage in visited if stage.is_before_win), self.first)

    def _enter(self, at: str, stage: StageRef) -> None:
        self.visits.append(Visit(stage.id, at))
        self.current = stage

    def _leave(self, at: str, outcome: str, *, is_dated: bool = True) -> None:
        visit = self.visits[-1]
        went_forward = outcome in FORWARD
        again = went_forward and any(
            each.stage_id == visit.stage_id and each.outcome in FORWARD for each in self.visits[:-1]
        )
        secs = seconds_between(visit.entered_at, at) if is_dated else None
        self.visits[-1] = visit._replace(left_at=at, secs=secs, outcome=outcome, again=int(again))
        self.current = None


def visits_of_one_line(
    stage: StageRef,
    status: str,
    entered_at: str,
    closed_at: str,
    secs: int | None,
    pipeline: tuple[StageRef, StageRef | None],
) -> list[Visit]:
    """Return the visits that follow from one line of a file about a lead.

    Of a closed lead nobody wrote down which stages it went through: `secs` is the length of the
    visit it was closed in, None where the line does not tell when that began. `pipeline` is its
    first stage and the one in which won leads live on.
    """
    if status == "open":
        return [Visit(stage.id, entered_at)]
    first, after_win = pipeline
    last = stage if stage.is_before_win else first
    visits = [Visit(last.id, min(entered_at, closed_at), closed_at, secs, status)]
    lives_on = after_win if stage.is_before_win else stage
    if status == "won" and lives_on:
        visits.append(Visit(lives_on.id, closed_at))
    return visits
