"""How late payments come: quartiles by nearest rank, the median rounded half up."""

import pytest

from salesmap.domain.contract.lateness import Lateness, lateness


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([4], (4, 4, 4)),
        ([3, 0], (0, 2, 3)),
        ([10, 0, 5], (0, 5, 10)),
        ([1, 2, 3, 4], (1, 3, 3)),
        ([5, 4, 3, 2, 1], (2, 3, 4)),
        ([-3, -2], (-3, -3, -2)),
        ([0, 0, 0, 90, 0, 0, 0, 0], (0, 0, 0)),
        (list(range(9)), (2, 4, 6)),
    ],
)
def test_quartiles(days: list[int], expected: tuple[int, int, int]) -> None:
    assert lateness(days) == Lateness(*expected)
