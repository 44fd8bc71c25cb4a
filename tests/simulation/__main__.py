"""Simulate work until something does not hold, or to the end; the seed makes it the same again."""

import argparse
import tempfile
from pathlib import Path

from tests.simulation.run import simulate


def main() -> None:
    """Run the operations that were asked for, telling how far it came."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--operations", type=int, default=10_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = simulate(Path(folder), options.operations, options.seed, told=print)
    print(f"held: seed {options.seed}, {tally}")


if __name__ == "__main__":
    main()
