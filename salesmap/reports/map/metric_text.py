"""Thresholds and values of the map's metrics as people read them."""

from salesmap.core.i18n import ngettext
from salesmap.domain.map.metrics import METRICS


def metric_text(metric: str, value: float) -> str:
    """Return a value of a metric with its unit: `12.5%`, `3 days`."""
    if METRICS[metric].unit == "share":
        is_whole = round(value * 100, 6) == round(value * 100)
        return f"{value:.0%}" if is_whole else f"{value:.1%}"
    return days_text(value)


def days_text(days: float) -> str:
    """Return a number of days: `1 day`, `2.5 days`."""
    return ngettext("{days} day", "{days} days", round(days, 1)).format(
        days=f"{days:.1f}".removesuffix(".0")
    )
