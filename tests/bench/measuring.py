"""How much processor time a program takes, as a whole process."""

import os
import subprocess
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

Program = Callable[[int], tuple[Sequence[str], dict[str, str]]]
"""The command line and environment of a program's run number …; writes need other words each time."""


class Contest(NamedTuple):
    """Two programs, and how large the first's time may be as a part of the second's (None: only told)."""

    name: str
    ours: Program
    theirs: Program
    limit: float | None


class Outcome(NamedTuple):
    """The medians of both, in seconds of user and system time."""

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
            ours.append(cpu_seconds(*contest.ours(number), must_speak=True))
            theirs.append(cpu_seconds(*contest.theirs(number)))
    # The first round compiles bytecode and warms the disk cache.
    return [Outcome(contest, median(ours[1:]), median(theirs[1:])) for contest, (ours, theirs) in zip(contests, times, strict=True)]


def cpu_seconds(command: Sequence[str], environment: dict[str, str], *, must_speak: bool = False) -> float:
    """User and system time of one run, which must succeed, and if it `must_speak` print something."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or (must_speak and not said):
        raise SystemExit(f"{' '.join(command)} left with {process.returncode}: {said.decode(errors='replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime
