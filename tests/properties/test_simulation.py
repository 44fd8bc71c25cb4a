"""Several people at work, killed now and then: the file is what a model in plain Python says."""

from pathlib import Path

import pytest
from simulation.run import simulate
from support.bounds import LONGER


def test_some_operations(tmp_path: Path) -> None:
    simulate(tmp_path, 120, seed=1)


@pytest.mark.long
def test_thousands_of_operations(tmp_path: Path) -> None:
    tally = simulate(tmp_path, 3_000 * LONGER, seed=2026)
    print("seed 2026:", dict(tally))
    assert min(tally[name] for name in ("undo", "redo", "killed", "refused", "import")) > 15
