"""Targets as bars, with a mark where each should be by today."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class TargetBar(NamedTuple):
    """A target: its owner and period, the text about it, its progress and the one expected (0 … 1).

    `expected` None draws no mark; `lags` is drawn as a warning.
    """

    owner: str
    period: str
    reached: str
    progress: float
    expected: float | None
    verdict: str
    lags: bool


def targets(bars: Sequence[TargetBar]) -> str:
    """Return a line with a bar for each target, as HTML."""
    return f'<ul class="aims">{"".join(map(_item, bars))}</ul>'


def _item(target: TargetBar) -> str:
    return (
        f'<li><p class="line"><b class="cut">{escape(target.owner)}</b> '
        f'<span class="soft">{escape(target.period)}</span></p>{_bar(target)}'
        f'<p class="line"><span>{escape(target.reached)}</span> '
        f'<span class="{"lags" if target.lags else "fine"}">{escape(target.verdict)}</span></p>'
        "</li>\n"
    )


def _bar(target: TargetBar) -> str:
    width = max(0.0, min(1.0, target.progress)) * 100
    mark = (
        ""
        if target.expected is None
        else f'<rect class="mark" x="{target.expected * 99.4:.2f}%" y="0" width="3" height="20"/>'
    )
    title = escape(f"{target.reached} · {target.verdict}")
    return (
        f'<svg class="bar" role="img" height="20"><title>{title}</title>'
        '<rect class="track" x="0" y="4" width="100%" height="12" rx="6"/>'
        f'<rect class="done{" lags" if target.lags else ""}" x="0" y="4" '
        f'width="{width:.2f}%" height="12" rx="6"/>{mark}</svg>'
    )
