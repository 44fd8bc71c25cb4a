"""Several people at work, killed now and then: the file is what a model in plain Python says."""

from pathlib import Path

import pytest
from simulation.run import simulate


def test_some_operations(tmp_path: Path) -> None:
    simulate(tmp_path, 120, seed=1)


@pytest.mark.long
def test_ten_thousand_operations(tmp_path: Path) -> None:
    tally = simulate(tmp_path, 10_000, seed=2026)
    print("seed 2026:", dict(tally))
    assert min(tally[name] for name in ("undo", "redo", "killed", "refused", "import")) > 50
