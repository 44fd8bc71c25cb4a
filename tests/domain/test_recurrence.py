"""Follow-ups that come again: intervals as they are typed, and the next day of each."""

from datetime import date

import pytest

from salesmap.domain.recurrence import UnreadableInterval, next_day, parse_days, parse_interval


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("weekly", "1w"), ("每季度", "3m"), (" 10 D", "10d"), ("007w", None), ("2周", "2w"), ("3个月", "3m"), ("2年", "2y"),
        ("999d", "999d"), ("1000d", None), ("0d", None), ("-1w", None), ("1.5m", None), ("", None),
    ],
)  # fmt: skip
def test_intervals_as_typed(text: str, stored: str | None) -> None:
    if stored is None:
        with pytest.raises(UnreadableInterval):
            parse_interval(text)
    else:
        assert parse_interval(text) == stored


def test_a_number_is_days() -> None:
    assert (parse_days("30"), parse_days("2w"), parse_days("10天")) == (30, 14, 10)
    for text in ("1m", "1y", "quarter"):
        with pytest.raises(UnreadableInterval):
            parse_days(text)


@pytest.mark.parametrize(
    ("interval", "day", "today", "following"),
    [
        ("1d", "2026-11-23", "2026-11-23", "2026-11-24"),
        ("3d", "2026-11-23", "2026-11-26", "2026-11-29"),
        ("3d", "2026-11-23", "2026-11-25", "2026-11-26"),
        ("1w", "2026-11-23", "2026-12-01", "2026-12-07"),
        ("2w", "2026-11-23", "2026-11-24", "2026-12-07"),
        ("2w", "2026-11-23", "2026-12-07", "2026-12-21"),
        ("1m", "2026-01-31", "2026-02-01", "2026-02-28"),
        ("1m", "2026-01-31", "2026-03-01", "2026-03-31"),
        ("3m", "2026-11-30", "2026-12-01", "2027-02-28"),
        ("2m", "2026-11-30", "2027-01-30", "2027-03-30"),
        ("1y", "2024-02-29", "2024-03-01", "2025-02-28"),
        ("2y", "2024-02-29", "2026-02-28", "2028-02-29"),
        ("1d", "2026-12-10", "2026-11-23", "2026-12-11"),
    ],
)
def test_the_next_day(interval: str, day: str, today: str, following: str) -> None:
    """Counted from the first day, so that the end of a month stays the end."""
    found = next_day(interval, date.fromisoformat(day), date.fromisoformat(today))
    assert found == date.fromisoformat(following)
