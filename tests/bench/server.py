"""`python -m tests.bench.server [--rounds N]`: what a server costs more than a file, a command each."""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.databases import Shape, database
from tests.bench.measuring import measure
from tests.bench.programs import salesmap, salesmap_varied
from tests.support.machine.postgres import server

Words = tuple[str, ...] | Callable[[int], tuple[str, ...]]

READS: dict[str, Words] = {
    "lead show": ("lead", "show", "7"),
    "lead list": ("lead", "list", "--limit", "50"),
    "due": ("due",),
    "funnel": ("funnel",),
}
WRITES: dict[str, Words] = {
    "lead add": lambda number: ("lead", "add", f"New {number}"),
    "log": lambda _number: ("log", "7", "call", "spoke"),
    "followup add": lambda _number: ("followup", "add", "7", "call", "--due", "fri"),
    "undo": lambda _number: ("undo",),
}
LIMITS = {"reads": 20.0, "writes": 35.0}
"""Milliseconds of processor time that a command may take more than on a file."""


def main() -> None:
    """Run each command in turn on both, so that what else the machine does meets them alike."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.server", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch, server() as running:
        file = Path(scratch) / "file.db"
        shutil.copyfile(database(Shape(1_000)), file)
        url = running.url(running.create())
        measure(*salesmap(file, "db", "move", url)(0))
        print(f"{'what':16}    file  server    more   limit   (ms of processor time)")
        for kind, commands in (("reads", READS), ("writes", WRITES)):
            for name, words in commands.items():
                on_file, on_server = _compared((file, url), words, rounds)
                more = on_server - on_file
                verdict = "OVER" if more > LIMITS[kind] else "ok"
                print(
                    f"{name:16} {on_file:7.1f} {on_server:7.1f} {more:7.1f} {LIMITS[kind]:7.1f}  "
                    f"{verdict}",
                    flush=True,
                )


def _compared(places: tuple[object, object], words: Words, rounds: int) -> tuple[float, float]:
    """Return the medians of a command on a file and on a server."""
    spent: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for place, times in zip(places, spent, strict=True):
            line = words if callable(words) else lambda _number: words
            times.append(measure(*salesmap_varied(place, line)(number)).milliseconds)
    return median(spent[0][1:]), median(spent[1][1:])


if __name__ == "__main__":
    main()
