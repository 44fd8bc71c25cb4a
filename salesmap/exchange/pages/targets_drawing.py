"""Targets as a drawing: how far each is reached, with a mark where it should be by today."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class TargetKey(NamedTuple):
    """A target: whose and of when, the words about it, how far it is reached and how far it should be (0 … 1), and whether it lags."""

    whose: str
    when: str
    reached: str
    progress: float
    expected: float | None
    verdict: str
    lags: bool


def targets(aims: Sequence[TargetKey]) -> str:
    """A line for each target with its bar."""
    return f'<ul class="aims">{"".join(_aim(aim) for aim in aims)}</ul>'


def _aim(aim: TargetKey) -> str:
    return (
        f'<li><p class="line"><b class="cut">{escape(aim.whose)}</b> <span class="soft">{escape(aim.when)}</span></p>{_bar(aim)}'
        f'<p class="line"><span>{escape(aim.reached)}</span> '
        f'<span class="{"lags" if aim.lags else "fine"}">{escape(aim.verdict)}</span></p></li>\n'
    )


def _bar(aim: TargetKey) -> str:
    width = max(0.0, min(1.0, aim.progress)) * 100
    mark = (
        ""
        if aim.expected is None
        else f'<rect class="mark" x="{aim.expected * 99.4:.2f}%" y="0" width="3" height="20"/>'
    )
    told = escape(f"{aim.reached} · {aim.verdict}")
    return (
        f'<svg class="bar" role="img" height="20"><title>{told}</title><rect class="track" x="0" y="4" width="100%" height="12" rx="6"/>'
        f'<rect class="done{" lags" if aim.lags else ""}" x="0" y="4" width="{width:.2f}%" height="12" rx="6"/>{mark}</svg>'
    )
