"""The funnel as a drawing: slices that narrow as leads are lost, with the facts of each beside."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from salesmap.core.page import ProblemNote


class FunnelSlice(NamedTuple):
    """A stage of the funnel.

    `top` and `bottom` are its widths (0 … 1), `number` and `share` the texts within, `facts` those
    beside it, `conversion` the text below.
    """

    label: str
    top: float
    bottom: float
    number: str
    share: str
    facts: tuple[str, ...]
    conversion: str
    problems: tuple[ProblemNote, ...]
    is_won: bool


def funnel(slices: Sequence[FunnelSlice], title: str) -> str:
    """Return the funnel as HTML with an SVG for each stage, as high as the text beside it.

    So the text can wrap on any screen.
    """
    items = "".join(map(_item, slices))
    return f'<ol class="funnel" aria-label="{escape(title)}">{items}</ol>'


def _item(stage: FunnelSlice) -> str:
    facts = "".join(f"<span>{escape(fact)}</span> " for fact in stage.facts)
    problems = "".join(map(_problem, stage.problems))
    conversion = f'<p class="onwards">↓ {escape(stage.conversion)}</p>' if stage.conversion else ""
    return (
        f'<li{" class=won" if stage.is_won else ""}><div class="slice">{_polygon(stage)}'
        f"<p><b>{escape(stage.number)}</b> <span>{escape(stage.share)}</span></p></div>"
        f'<div class="about"><h3 class="cut">{escape(stage.label)}</h3>'
        f'<p class="facts">{facts}</p>{problems}{conversion}</div></li>\n'
    )


def _polygon(stage: FunnelSlice) -> str:
    top, bottom = (width and max(2.0, width * 100) for width in (stage.top, stage.bottom))
    corners = ((50 - top / 2, 0), (50 + top / 2, 0), (50 + bottom / 2, 100), (50 - bottom / 2, 100))
    points = " ".join(f"{x:.2f},{y}" for x, y in corners)
    return (
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<polygon points="{points}"/></svg>'
    )


def _problem(problem: ProblemNote) -> str:
    remedy = f'<span class="remedy">→ {escape(problem.remedy)}</span>' if problem.remedy else ""
    return (
        f'<p class="trouble"><b>⚠ {escape(problem.title)}</b> '
        f'<span class="figure">{escape(problem.figure)}</span>{remedy}</p>'
    )
