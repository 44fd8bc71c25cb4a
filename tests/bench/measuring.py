"""How much processor time, and how much memory, a program takes as a whole process."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

Program = Callable[[int], tuple[Sequence[str], dict[str, str]]]
"""Returns the command line and environment of a run, by its number: writes need other words each time."""

# A process of its own starts each program: the memory of a child counts from what its parent held.
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
    """Two programs and the largest ratio between them; without a limit it is only reported.

    Without `theirs` the limit is absolute, in `figure`.
    """

    name: str
    ours: Program
    theirs: Program | None
    limit: float | None
    figure: str = "milliseconds"


class Outcome(NamedTuple):
    """The medians of both, in the contest's figure."""

    contest: Contest
    ours: float
    theirs: float | None

    @property
    def ratio(self) -> float:
        """Return ours as a part of theirs; ours itself where there is no other."""
        return self.ours / self.theirs if self.theirs else self.ours

    @property
    def is_over(self) -> bool:
        """Return whether the budget is overspent."""
        return self.contest.limit is not None and self.ratio > self.contest.limit


def hold(contest: Contest, rounds: int) -> Outcome:
    """Run both programs in turn, so that what else the machine does meets them alike."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds + 1):
        ours.append(getattr(measure(*contest.ours(number), must_print=True), contest.figure))
        if contest.theirs:
            theirs.append(getattr(measure(*contest.theirs(number)), contest.figure))
    # The first round compiles bytecode and warms the disk cache.
    return Outcome(contest, median(ours[1:]), median(theirs[1:]) if theirs else None)


def measure(
    command: Sequence[str], environment: dict[str, str], *, must_print: bool = False
) -> Spent:
    """Return what one run took, which must succeed, and if it `must_print` print something."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCHER, *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=1_800,
    )
    output, _mark, figures = done.stdout.rpartition(b"\n\0")
    code, milliseconds, kilobytes = (float(figure) for figure in figures.split())
    if code or (must_print and not output):
        text = output.decode(errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(command)} left with {code:.0f}: {text}")
    return Spent(milliseconds, kilobytes / 1024)
