"""Months as columns: new, won and lost leads above, the value won below.

Horizontal positions are percentages, so that labels keep their size on any screen.
"""

from collections.abc import Sequence
from html import escape
from math import ceil, log10
from typing import NamedTuple

from salesmap.core.i18n import bound_language

_COUNTS_HEIGHT, _VALUES_HEIGHT, _LABELS_HEIGHT = 150, 84, 34
"""In pixels."""
_TOP = 8
_TICKS = 3
_KINDS = ("came", "won", "lost")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Month(NamedTuple):
    """A month (`2026-11`): new, won and lost leads, the value won in major units, a title."""

    month: str
    counts: tuple[int, int, int]
    value: float
    title: str


def months(columns: Sequence[Month], names: Sequence[str], title: str) -> str:
    """Return the months as HTML; `names` are those of new, won, lost leads and value won."""
    legend = "".join(
        f'<span class="{kind}"><i></i>{escape(name)}</span>'
        for kind, name in zip(_KINDS, names, strict=False)
    )
    value = f'<p class="legend"><span class="value"><i></i>{escape(names[-1])}</span></p>'
    counts, values = _counts(columns, title), _values(columns, names[-1])
    return f'<p class="legend">{legend}</p>{counts}{value}{values}'


def _counts(columns: Sequence[Month], title: str) -> str:
    height = _COUNTS_HEIGHT
    top = _round_up(max((max(month.counts) for month in columns), default=0))
    width = 100 / max(len(columns), 1)
    parts = [_grid(top, height)]
    for index, month in enumerate(columns):
        for number, (kind, count) in enumerate(zip(_KINDS, month.counts, strict=True)):
            left = (index + 0.14 + 0.25 * number) * width
            bar = count / top * height
            parts.append(_column(kind, left, width * 0.22, bar, height, month.title))
        parts.append(_label(columns, index, width, height))
    return _svg(title, height + _LABELS_HEIGHT, parts)


def _values(columns: Sequence[Month], title: str) -> str:
    height = _VALUES_HEIGHT
    top = _round_up(max((month.value for month in columns), default=0))
    width = 100 / max(len(columns), 1)
    parts = [_grid(top, height)]
    for index, month in enumerate(columns):
        left, bar = (index + 0.2) * width, month.value / top * height
        parts.append(_column("value", left, width * 0.6, bar, height, month.title))
        parts.append(_label(columns, index, width, height))
    return _svg(title, height + _LABELS_HEIGHT, parts)


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg class="months" role="img" height="{height}"><title>{escape(title)}</title>\n'
        f"{body}\n</svg>"
    )


def _column(kind: str, left: float, width: float, height: float, base: int, title: str) -> str:
    if height <= 0:
        return ""
    height = max(1.5, height)
    return (
        f'<rect class="{kind}" x="{left:.2f}%" width="{width:.2f}%" '
        f'y="{base - height + _TOP:.1f}" height="{height:.1f}">'
        f"<title>{escape(title)}</title></rect>"
    )


def _label(columns: Sequence[Month], index: int, width: float, base: int) -> str:
    """Return the name of a month below its columns, and the year where it begins."""
    year, number = columns[index].month.split("-")
    middle = f"{(index + 0.5) * width:.2f}%"
    name = f'<text x="{middle}" y="{base + 22}">{escape(_month_name(int(number)))}</text>'
    is_first_of_year = number == "01"
    has_year_soon = any(month.month.endswith("-01") for month in columns[:3])
    if not is_first_of_year and (index > 0 or has_year_soon):
        return name
    return f'{name}<text class="year" x="{middle}" y="{base + 36}">{escape(year)}</text>'


def _month_name(month: int) -> str:
    return f"{month}月" if bound_language() == "zh" else _MONTHS[month - 1]


def _grid(top: float, height: int) -> str:
    """Return horizontal lines at even steps, each with its number."""
    lines = []
    for step in range(_TICKS + 1):
        y = height - height * step / _TICKS + _TOP
        number = escape(short_number(top * step / _TICKS))
        lines.append(
            f'<line x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="-6" y="{y + 4:.1f}">{number}</text>'
        )
    return "\n".join(lines)


def _round_up(greatest: float) -> float:
    """Return the least round number, divisible into the ticks, that is not less."""
    if greatest <= _TICKS:
        return float(_TICKS)
    unit = 10.0 ** max(0, ceil(log10(greatest / _TICKS)) - 1)
    steps = (unit * factor for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10))
    return next(step * _TICKS for step in steps if step % 1 == 0 and step * _TICKS >= greatest)


def short_number(number: float) -> str:
    """Return a number in few characters, as people write it: 1.5M, 150万."""
    units = (
        ((1e8, "亿"), (1e4, "万"))
        if bound_language() == "zh"
        else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    )
    for size, unit in units:
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + unit
    return f"{number:.1f}".removesuffix(".0")
