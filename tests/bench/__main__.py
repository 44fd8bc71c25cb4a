"""`python -m tests.bench [--quick] [--rounds N] [--only WORD]`: salesmap against its budgets, as ratios."""

import argparse
import tempfile
from pathlib import Path

from tests.bench.budgets import FULL, QUICK, contests
from tests.bench.measuring import Outcome, hold

_ROUNDS, _QUICK_ROUNDS = 7, 3
_WIDTH = 72


def main() -> None:
    """Measure and print, a line as soon as it is known.

    An overspent budget is no failure: the next run on a busy machine may say otherwise.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="smaller databases, fewer rounds, budgets only"
    )
    parser.add_argument("--rounds", type=int, help="how often each program runs")
    parser.add_argument("--only", default="", help="only what has this word in its name")
    options = parser.parse_args()
    rounds = options.rounds or (_QUICK_ROUNDS if options.quick else _ROUNDS)
    print(f"{'what':{_WIDTH}}      ours     other   ratio   limit   (ms of processor time, or MB)")
    over = 0
    with tempfile.TemporaryDirectory() as scratch:
        for contest in contests(QUICK if options.quick else FULL, Path(scratch)):
            if options.only in contest.name and (contest.limit or not options.quick):
                outcome = hold(contest, rounds)
                over += outcome.is_over
                print(_line(outcome), flush=True)
    print(f"{over} over their limit")


def _line(outcome: Outcome) -> str:
    limit = outcome.contest.limit
    verdict = "      –" if limit is None else f"{limit:7.2f}  {'OVER' if outcome.is_over else 'ok'}"
    other = "        –" if outcome.theirs is None else f"{outcome.theirs:9.1f}"
    name = outcome.contest.name
    return f"{name:{_WIDTH}} {outcome.ours:9.1f} {other} {outcome.ratio:7.2f} {verdict}"


if __name__ == "__main__":
    main()
