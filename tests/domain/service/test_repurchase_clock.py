"""When a customer is to buy again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.customer.repurchase import median_gap, repurchase_on


@pytest.mark.parametrize(
    ("days", "usual", "due"),
    [
        ([10, 20, 30], 365, 45),
        ([10, 20, 30], None, 45),
        ([10, 20, 41], 365, 41 + 24),  # 1.5 × 15.5 days, the next whole one
        ([10, 20], 100, 120),
        ([10], None, None),
        ([], 100, None),
    ],
)
def test_due(days: list[int], usual: int | None, due: int | None) -> None:
    assert repurchase_on(days, usual) == due


@given(st.lists(st.integers(1, 10_000), min_size=3, max_size=20, unique=True).map(sorted))
def test_a_regular_customer_is_never_late(days: list[int]) -> None:
    """Whoever buys every n days is due after the next purchase was to be, and not before."""
    gap = median_gap(days)
    assert gap is not None and gap >= 1
    due = repurchase_on(days, None)
    assert due is not None and due >= days[-1] + gap
