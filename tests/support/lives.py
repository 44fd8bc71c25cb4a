"""Things that go their way in a database, each by itself, or all in the order of time."""

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import heappop, heappush

Life = Iterator[date]
"""Acts on each day that it yields, when it is asked for the next one. The days are in order."""


def live(life: Life) -> None:
    """Let one go its way to the end, before anything else happens."""
    for _day in life:
        pass


class Lives:
    """Many of them, which act in the order of their days."""

    def __init__(self, lives: Iterable[Life]) -> None:
        self._waiting: list[tuple[date, int, Life]] = []
        for number, life in enumerate(lives):
            self._wait(number, life)

    def until(self, last: date) -> None:
        """Let all act that have something to do up to a day, which counts."""
        while self._waiting and self._waiting[0][0] <= last:
            _day, number, life = heappop(self._waiting)
            self._wait(number, life)

    def _wait(self, number: int, life: Life) -> None:
        day = next(life, None)
        if day is not None:
            heappush(self._waiting, (day, number, life))
