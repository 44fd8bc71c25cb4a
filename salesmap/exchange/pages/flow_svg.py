"""The flow charts of the pipelines as one self-contained SVG, light and dark."""

import re
import unicodedata
from collections.abc import Sequence
from xml.sax.saxutils import escape

from salesmap.core.i18n import _
from salesmap.core.page import ChartPipeline, ChartStage

_WIDTH, _GAP, _MARGIN, _PAD = 300, 44, 24, 14
_LINE, _TITLE_LINE = 19, 23
_CELLS = 40
"""The width of a box in cells of text; a Chinese character takes two."""

_STYLE = """
  svg { background: #fff; font-family: system-ui, "Noto Sans CJK SC", "PingFang SC",
    "Microsoft YaHei", sans-serif }
  .box { fill: #f4f7fb; stroke: #4a6fa5; stroke-width: 1.5 }
  .after { fill: #eef8f0; stroke: #3d8b57 }
  .alarmed { stroke: #c62828; stroke-width: 3 }
  text { font-size: 13px; fill: #24303f } .title { font-size: 15px; font-weight: 600 }
  .head { font-size: 18px; font-weight: 700 }
  .owner { fill: #4a6fa5 } .live { font-weight: 600 } .alarm { fill: #c62828 }
  .arrow { stroke: #7c8aa0; stroke-width: 1.5; fill: none } .tip { fill: #7c8aa0 }
  @media (prefers-color-scheme: dark) {
    svg { background: #161b22 } .box { fill: #1f2733; stroke: #6f9bd8 }
    .after { fill: #1c2b22; stroke: #5fb67d }
    text { fill: #dfe6ee } .owner { fill: #8fb4e8 } .alarm { fill: #ff8a80 }
    .alarmed { stroke: #ff8a80 }
  }
"""


def svg(charts: Sequence[ChartPipeline]) -> str:
    """Return a column of boxes for each pipeline."""
    parts: list[str] = []
    bottom = 0
    for number, chart in enumerate(charts):
        left = _MARGIN + number * (_WIDTH + 2 * _MARGIN)
        bottom = max(bottom, _column(parts, chart, left))
    width, height = len(charts) * (_WIDTH + 2 * _MARGIN), bottom + _MARGIN
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" style="max-width:100%;height:auto" role="img">\n'
        f"<title>{_safe(' · '.join(chart.title for chart in charts))}</title>\n"
        f"<style>{_STYLE}</style>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="8" markerHeight="8" orient="auto">'
        f'<path class="tip" d="M0,0 L8,4 L0,8 z"/></marker></defs>\n{body}\n</svg>'
    )


def _column(parts: list[str], chart: ChartPipeline, left: int) -> int:
    """Draw a pipeline from the top down, and return where it ends."""
    parts.append(_text(left, _MARGIN + 16, "head", chart.title))
    top, middle = _MARGIN + 36, left + _WIDTH // 2
    for index, box in enumerate(chart.boxes):
        if index:
            parts.append(
                f'<path class="arrow" marker-end="url(#tip)" '
                f'd="M{middle},{top} V{top + _GAP - 2}"/>'
            )
            if box.is_after_win and not chart.boxes[index - 1].is_after_win:
                parts.append(_text(middle + 10, top + _GAP // 2 + 4, "owner", _("won")))
            top += _GAP
        top = _draw(parts, box, left, top)
    return top


def _draw(parts: list[str], box: ChartStage, left: int, top: int) -> int:
    """Draw one box, and return where it ends."""
    texts = [
        ("title", box.title),
        ("owner", box.owner),
        ("action", box.action),
        ("live", box.live),
    ]
    texts += [("alarm", f"⚠ {alarm}") for alarm in box.alarms]
    lines = [
        (kind, line)
        for kind, text in texts
        if text
        for line in _wrapped(text, _CELLS - 4 if kind == "title" else _CELLS)
    ]
    height = 2 * _PAD + sum(_TITLE_LINE if kind == "title" else _LINE for kind, _line in lines) - 4
    kinds = " ".join(
        ["box", *(["after"] if box.is_after_win else []), *(["alarmed"] if box.alarms else [])]
    )
    parts.append(
        f'<rect class="{kinds}" x="{left}" y="{top}" width="{_WIDTH}" height="{height}" rx="8"/>'
    )
    base = top + _PAD
    for kind, line in lines:
        base += _TITLE_LINE if kind == "title" else _LINE
        parts.append(_text(left + _PAD, base - 6, kind, line))
    return top + height


def _wrapped(text: str, cells: int) -> list[str]:
    """Return a text in lines of so many cells; Chinese breaks anywhere, others between words."""
    lines, line, used = [], "", 0
    for unit in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", " ".join(text.split())):
        for piece in (
            [unit]
            if _cells(unit) <= cells
            else [unit[start : start + cells] for start in range(0, len(unit), cells)]
        ):
            if line and used + _cells(piece.rstrip()) > cells:
                lines.append(line.rstrip())
                line, used = "", 0
            line, used = line + piece, used + _cells(piece)
    return [*lines, line.rstrip()]


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _text(x: int, y: int, kind: str, text: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    """Return a text escaped, without the controls that XML cannot hold."""
    return escape("".join(character if character.isprintable() else " " for character in text))
