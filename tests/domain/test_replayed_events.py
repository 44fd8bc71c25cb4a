"""The visits of stages that events make."""

import pytest

from salesmap.domain.timeline import Event, StageRef, replay

A, B, AFTER = StageRef(1, 1, True), StageRef(2, 2, True), StageRef(3, 3, False)
DAYS = [f"2026-01-{day:02}T00:00:00Z" for day in range(1, 10)]


@pytest.mark.parametrize(
    ("stages", "course", "expected"),
    [
        ([A, B], (A, B), [(1, "forward", 0), (2, None, 0)]),
        ([A, B], (A, A, B), [(1, "forward", 0), (2, None, 0)]),  # named twice: one visit
        ([A, B], (A, B, A, B), [(1, "forward", 0), (2, "back", 0), (1, "forward", 1), (2, None, 0)]),
        ([A, B], (B, A, B), [(2, "back", 0), (1, "forward", 0), (2, None, 0)]),
        # Won, and taken up again in the same stage: it is left forwards for a second time.
        ([A, B], (A, "won", A, B), [(1, "won", 0), (1, "forward", 1), (2, None, 0)]),
        ([A, B], (A, "lost", A, B), [(1, "lost", 0), (1, "forward", 0), (2, None, 0)]),
        ([A, B, AFTER], (A, "won", A, B), [(1, "won", 0), (3, "back", 0), (1, "forward", 1), (2, None, 0)]),
        ([A, B, AFTER], (B, AFTER), [(2, "won", 0), (3, None, 0)]),
        ([A, B], ("lost",), [(1, "lost", 0)]),
    ],
)  # fmt: skip
def test_visits(
    stages: list[StageRef],
    course: tuple[StageRef | str, ...],
    expected: list[tuple[int, str | None, int]],
) -> None:
    """The stage of each visit, how it was left, and whether it was left forwards before."""
    events = [
        Event(at, end=what) if isinstance(what, str) else Event(at, what)
        for at, what in zip(DAYS, course, strict=False)
    ]
    visits = replay(reversed(events), stages).visits
    assert [(each.stage_id, each.outcome, each.again) for each in visits] == expected
