"""A value from the start of a period to its end, as bars that begin where the last one ends."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_HEIGHT = 14
"""Of a bar, in pixels."""


class MovementBar(NamedTuple):
    """A step: what it is, its figures as text, what it adds (negative: takes off).

    `kind` chooses its color: `came`, `won` or `lost`. `is_total` begins at zero.
    """

    name: str
    figures: str
    change: float
    kind: str
    is_total: bool = False


def movement(bars: Sequence[MovementBar]) -> str:
    """Return a line with a bar for each step, as HTML."""
    spans = _spans(bars)
    lowest = min((min(span) for span in spans), default=0.0)
    size = max((max(span) for span in spans), default=0.0) - lowest or 1.0
    items = "".join(
        _item(bar, (min(span) - lowest) / size, (max(span) - lowest) / size)
        for bar, span in zip(bars, spans, strict=True)
    )
    return f'<ul class="steps">{items}</ul>'


def _spans(bars: Sequence[MovementBar]) -> list[tuple[float, float]]:
    """Return where each bar begins and ends."""
    spans, reached = [], 0.0
    for bar in bars:
        start = 0.0 if bar.is_total else reached
        reached = start + bar.change
        spans.append((start, reached))
    return spans


def _item(bar: MovementBar, start: float, end: float) -> str:
    title = escape(f"{bar.name}: {bar.figures}")
    return (
        f'<li><p class="line"><span>{escape(bar.name)}</span> <b>{escape(bar.figures)}</b></p>'
        f'<svg class="bar" role="img" height="{_HEIGHT}"><title>{title}</title>'
        f'<rect class="track" width="100%" height="{_HEIGHT}"/>'
        f'<rect class="{bar.kind}" x="{start * 100:.2f}%" width="{(end - start) * 100:.2f}%" '
        f'height="{_HEIGHT}"/></svg></li>\n'
    )
