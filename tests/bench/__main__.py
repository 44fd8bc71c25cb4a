"""`python -m tests.bench [--quick] [--rounds N] [--only WORD]`: salesmap against its budgets, as a table of ratios."""

import argparse
import tempfile
from pathlib import Path

from tests.bench.budgets import FULL, QUICK, contests
from tests.bench.measuring import Outcome, hold

_ROUNDS, _QUICK_ROUNDS = 11, 3


def main() -> None:
    """Measure and print. An overspent budget is no failure: the next run on a busy machine may say otherwise."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument(
        "--quick",
        action="store_true",
        help="smaller books, fewer rounds, budgets only: less than a minute",
    )
    options.add_argument("--rounds", type=int, help="how often each program runs")
    options.add_argument("--only", default="", help="only what has this word in its name")
    query = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        known = contests(QUICK if query.quick else FULL, Path(scratch))
        chosen = [
            each for each in known if query.only in each.name and (each.limit or not query.quick)
        ]
        outcomes = hold(chosen, query.rounds or (_QUICK_ROUNDS if query.quick else _ROUNDS))
    for line in _table(outcomes):
        print(line)


def _table(outcomes: list[Outcome]) -> list[str]:
    width = max((len(outcome.contest.name) for outcome in outcomes), default=0)
    lines = [
        f"{'what':{width}}      ours     other   ratio   limit   (ms of processor time, or MB)"
    ]
    for outcome in outcomes:
        limit = outcome.contest.limit
        verdict = (
            f"{limit:7.2f}  {'OVER' if outcome.is_over else 'ok'}"
            if limit is not None
            else "      –"
        )
        lines.append(
            f"{outcome.contest.name:{width}} {outcome.ours:9.1f} {outcome.theirs:9.1f} {outcome.ratio:7.2f} {verdict}"
        )
    return lines


if __name__ == "__main__":
    main()
