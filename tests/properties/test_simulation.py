"""Several people at work, killed now and then: the file is what a model in plain Python says."""

from pathlib import Path

import pytest
from simulation.run import simulate
from support.bounds import LONGER

FREQUENT = (
    "undo", "redo", "killed", "refused", "import", "quote send", "contract sign", "payment add", "ticket event", "care", "pool claim",
    "pool return",
)  # fmt: skip
RARE = ("quote accept", "handover")


def test_some_operations(tmp_path: Path) -> None:
    simulate(tmp_path, 120, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2026, 2030))
def test_ten_thousand_operations(tmp_path: Path, seed: int) -> None:
    tally = simulate(tmp_path, 2_500 * LONGER, seed)
    print(f"seed {seed}:", dict(tally))
    assert min(tally[name] for name in FREQUENT) > 5
    assert all(tally[name] for name in RARE)
