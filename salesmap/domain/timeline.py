"""A lead's stays, drawn up from what is known of its way: pure, so that any history can be tried on it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from salesmap.domain.vocabulary import FORWARD

Seconds = Callable[[str, str], int]
"""How many seconds lie between two instants as stored."""


class Place(NamedTuple):
    """A stage as far as a way needs it."""

    id: int
    position: int
    is_before: bool


class Step(NamedTuple):
    """At an instant (as stored) a lead came into a stage, or to an end (`won lost dropped`).

    `is_dated` is false for an end of which nobody knows when it was: the stay before it has no length.
    """

    at: str
    place: Place | None = None
    end: str | None = None
    is_dated: bool = True


class Stay(NamedTuple):
    """A stay as stored; instants as text."""

    stage_id: int
    entered_at: str
    left_at: str | None = None
    secs: int | None = None
    outcome: str | None = None
    again: int = 0


class Way(NamedTuple):
    """A lead's stays in their order, where they leave it, and when it ended (None: it has not, or nobody knows when)."""

    stays: Sequence[Stay]
    status: str
    closed_at: str | None


class _Walk:
    """One lead walking its way."""

    def __init__(self, places: Sequence[Place], seconds: Seconds) -> None:
        self.places = {place.id: place for place in places}
        self.first = places[0]
        self.after_win = next((place for place in places if not place.is_before), None)
        self.seconds = seconds
        self.stays: list[Stay] = []
        self.here: Place | None = None
        self.status = "open"
        self.closed_at: str | None = None

    def take(self, step: Step) -> None:
        if step.end:
            self._come_to_end(step)
        elif step.place and step.place != self.here:
            if not step.place.is_before and self.status != "won":
                self._come_to_end(Step(step.at, end="won"))
            if step.place != self.here:
                self._come_to(step.at, step.place)

    def _come_to(self, at: str, place: Place) -> None:
        if self.here:
            self._leave(
                at, "forward" if place.position > self.here.position else "back", is_dated=True
            )
        if place.is_before:
            self.status, self.closed_at = "open", None
        self._enter(at, place)

    def _come_to_end(self, step: Step) -> None:
        assert step.end
        if self.status == step.end:
            return
        if self.here is None:
            self._enter(step.at, self._last_before_the_win())
            self._leave(step.at, step.end, is_dated=False)
        else:
            self._leave(step.at, step.end if self.here.is_before else "back", step.is_dated)
        self.status, self.closed_at = step.end, step.at if step.is_dated else None
        if step.end == "won" and self.after_win:
            self._enter(step.at, self.after_win)

    def _last_before_the_win(self) -> Place:
        been = (self.places[stay.stage_id] for stay in reversed(self.stays))
        return next((place for place in been if place.is_before), self.first)

    def _enter(self, at: str, place: Place) -> None:
        self.stays.append(Stay(place.id, at))
        self.here = place

    def _leave(self, at: str, outcome: str, is_dated: bool) -> None:
        stay = self.stays[-1]
        went_on = outcome in FORWARD
        again = went_on and any(
            each.stage_id == stay.stage_id and each.outcome in FORWARD for each in self.stays[:-1]
        )
        secs = self.seconds(stay.entered_at, at) if is_dated else None
        self.stays[-1] = stay._replace(left_at=at, secs=secs, outcome=outcome, again=int(again))
        self.here = None


def walk(steps: Iterable[Step], places: Sequence[Place], seconds: Seconds) -> Way:
    """The way that the steps make, in their order of time. A stage named twice running is one stay: files name it again
    whenever anything else about the lead changes. After an end, a stage before the win is a new beginning, and all stays
    remain. `places` are the stages of the process in order; `seconds` counts between two instants.
    """
    walker = _Walk(places, seconds)
    for step in sorted(steps, key=lambda step: step.at):
        walker.take(step)
    return Way(walker.stays, walker.status, walker.closed_at)
