"""Thresholds and values of the map's metrics as people read them."""

from salesmap.core.i18n import ngettext
from salesmap.domain.map.metrics import METRICS


def metric_text(metric: str, value: float) -> str:
    """Return a value of a metric with its unit: `12.5%`, `3 days`."""
    unit = METRICS[metric].unit
    if unit == "share":
        is_whole = round(value * 100, 6) == round(value * 100)
        return f"{value:.0%}" if is_whole else f"{value:.1%}"
    return amount_text(unit, value)


def amount_text(unit: str, amount: float) -> str:
    """Return a number of days, hours or rounds: `1 day`, `2.5 hours`."""
    count, shown = round(amount, 1), f"{amount:.1f}".removesuffix(".0")
    if unit == "hours":
        return ngettext("{hours} hour", "{hours} hours", count).format(hours=shown)
    if unit == "rounds":
        return ngettext("{rounds} round", "{rounds} rounds", count).format(rounds=shown)
    return ngettext("{days} day", "{days} days", count).format(days=shown)
