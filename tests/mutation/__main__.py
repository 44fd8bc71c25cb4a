"""`python -m tests.mutation [--sample N] [--seed S] [--only PATH]`: which mutants the tests notice.

Each mutant of `salesmap/actions` and `salesmap/domain` is put into a copy of the project, and the
tests that concern its module (see `relevant`) run there until one fails. A mutant that none
notices survives and is printed: it deserves a test, unless it changes nothing.
"""

import argparse
import random
import sys
import tempfile
from itertools import islice
from pathlib import Path

from tests.mutation.mutants import all_mutants, is_python
from tests.mutation.running import Result, run_all

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [ROOT / "salesmap/actions", ROOT / "salesmap/domain"]
SAMPLE_DATA = ROOT / "salesmap/actions/database/sample.py"
"""Left out: its numbers are chosen at random anyway."""


EVERY = 25
"""After how many mutants it is said how far the run came."""


def main() -> None:
    """Run a sample of the mutants and print the score; exit with 1 below `--least`."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--only", default="", help="only modules with this in their path")
    parser.add_argument("--processes", type=int, default=2, help="how many run at once")
    parser.add_argument("--least", type=float, default=0.0, help="the score to reach, 0 to 1")
    parser.add_argument("--minutes", type=float, default=60, help="none is begun after them")
    options = parser.parse_args()
    results = sample(options.sample, options.seed, options.only, options.processes, options.minutes)
    if score_of(results) < options.least:
        sys.exit(1)


def sample(
    count: int, seed: int, only: str = "", processes: int = 2, minutes: float = 60
) -> list[Result]:
    """Run a sample of mutants, printing the survivors as they are found and the score."""
    mutants = [
        each for each in all_mutants(FOLDERS) if only in str(each.path) and each.path != SAMPLE_DATA
    ]
    shuffled = random.Random(seed).sample(mutants, len(mutants))
    chosen = [*islice(filter(is_python, shuffled), count)]
    print(f"{len(chosen)} of {len(mutants)} mutants, seed {seed}", flush=True)
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as scratch:
        for result in run_all(chosen, ROOT, Path(scratch), processes, minutes):
            results.append(result)
            if not result.is_noticed:
                print(f"survived: {result.shown(ROOT)}", flush=True)
            if len(results) % EVERY == 0:
                print(f"{len(results)} run", flush=True)
    noticed = sum(result.is_noticed for result in results)
    print(f"noticed {noticed} of {len(results)}: {score_of(results):.0%}", flush=True)
    return results


def score_of(results: list[Result]) -> float:
    """Return the share of the mutants that the tests noticed."""
    return sum(result.is_noticed for result in results) / max(1, len(results))


if __name__ == "__main__":
    main()
