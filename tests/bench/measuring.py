"""How much processor time, and how much memory, a program takes as a whole process."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

Program = Callable[[int], tuple[Sequence[str], dict[str, str]]]
"""The command line and environment of a program's run number …; writes need other words each time."""


# A process of its own starts each program: the most memory of a child counts from what its parent held when it was started.
_WATCHER = """
import os, sys
_pid, status, usage = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)
print("\\n\\0", os.waitstatus_to_exitcode(status), (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss)
"""


class Spent(NamedTuple):
    """What one run took: user and system time, and the most memory it held at once."""

    milliseconds: float
    megabytes: float


class Contest(NamedTuple):
    """Two programs, and how large what the first spends may be as a part of what the second does (None: only told)."""

    name: str
    ours: Program
    theirs: Program
    limit: float | None
    figure: str = "milliseconds"


class Outcome(NamedTuple):
    """The medians of both, in the contest's figure."""

    contest: Contest
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Ours as a part of theirs."""
        return self.ours / self.theirs

    @property
    def is_over(self) -> bool:
        """Whether the budget is spent."""
        return self.contest.limit is not None and self.ratio > self.contest.limit


def hold(contests: Sequence[Contest], rounds: int) -> list[Outcome]:
    """Run all contests, interleaved: what else the machine does meets both sides alike."""
    times: list[tuple[list[float], list[float]]] = [([], []) for _contest in contests]
    for number in range(rounds + 1):
        for contest, (ours, theirs) in zip(contests, times, strict=True):
            ours.append(getattr(spent(*contest.ours(number), must_speak=True), contest.figure))
            theirs.append(getattr(spent(*contest.theirs(number)), contest.figure))
    # The first round compiles bytecode and warms the disk cache.
    return [
        Outcome(contest, median(ours[1:]), median(theirs[1:]))
        for contest, (ours, theirs) in zip(contests, times, strict=True)
    ]


def spent(
    command: Sequence[str], environment: dict[str, str], *, must_speak: bool = False
) -> Spent:
    """What one run took, which must succeed, and if it `must_speak` print something."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCHER, *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said, _mark, figures = done.stdout.rpartition(b"\n\0")
    code, milliseconds, kilobytes = (float(figure) for figure in figures.split())
    if code or (must_speak and not said):
        raise SystemExit(
            f"{' '.join(command)} left with {code:.0f}: {said.decode(errors='replace')[-2000:]}"
        )
    return Spent(milliseconds, kilobytes / 1024)
