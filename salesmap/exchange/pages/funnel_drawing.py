"""The funnel as a drawing: slices that narrow as leads are lost, and beside each what is to be known of its stage."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from salesmap.core.page import ProblemNote


class Step(NamedTuple):
    """A step of the funnel: how wide it is at its top and at its bottom (0 … 1), the number within, the facts beside it, and
    what goes on from here to the next."""

    label: str
    top: float
    bottom: float
    number: str
    share: str
    facts: tuple[str, ...]
    onwards: str
    troubles: tuple[ProblemNote, ...]
    is_won: bool


def funnel(steps: Sequence[Step], told: str) -> str:
    """The funnel as HTML with a piece of SVG for each step, which is as high as what is told beside it: so its words wrap on any screen."""
    return f'<ol class="funnel" aria-label="{escape(told)}">{"".join(_step(step) for step in steps)}</ol>'


def _step(step: Step) -> str:
    facts = "".join(f"<span>{escape(fact)}</span> " for fact in step.facts)
    onwards = f'<p class="onwards">↓ {escape(step.onwards)}</p>' if step.onwards else ""
    return (
        f'<li{" class=won" if step.is_won else ""}><div class="slice">{_slice(step)}'
        f"<p><b>{escape(step.number)}</b> <span>{escape(step.share)}</span></p></div>"
        f'<div class="about"><h3 class="cut">{escape(step.label)}</h3><p class="facts">{facts}</p>'
        f"{''.join(_trouble(trouble) for trouble in step.troubles)}{onwards}</div></li>\n"
    )


def _slice(step: Step) -> str:
    top, bottom = (width and max(2.0, width * 100) for width in (step.top, step.bottom))
    corners = ((50 - top / 2, 0), (50 + top / 2, 0), (50 + bottom / 2, 100), (50 - bottom / 2, 100))
    points = " ".join(f"{x:.2f},{y}" for x, y in corners)
    return f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><polygon points="{points}"/></svg>'


def _trouble(trouble: ProblemNote) -> str:
    remedy = f'<span class="remedy">→ {escape(trouble.remedy)}</span>' if trouble.remedy else ""
    return f'<p class="trouble"><b>⚠ {escape(trouble.title)}</b> <span class="figure">{escape(trouble.figure)}</span>{remedy}</p>'
