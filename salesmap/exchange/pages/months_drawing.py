"""Months as columns: bands of new, won and lost leads above, the value won below.

Horizontal positions are percentages, so that labels keep their size on any screen.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from salesmap.core.i18n import bound_language

_COUNT_HEIGHT, _VALUE_HEIGHT, _LABELS_HEIGHT = 44, 72, 34
"""In pixels."""
_TOP = 14
"""The room above a column for its number, in pixels."""
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
    greatest = max((max(month.counts) for month in columns), default=0)
    bands = [
        _band(columns, kind, name, [month.counts[index] for month in columns], greatest)
        for index, (kind, name) in enumerate(zip(_KINDS, names, strict=False))
    ]
    values = [month.value for month in columns]
    bands.append(_band(columns, "value", names[-1], values, max(values, default=0)))
    return f'<div role="group" aria-label="{escape(title)}">{"".join(bands)}</div>'


def _band(
    columns: Sequence[Month], kind: str, name: str, numbers: Sequence[float], greatest: float
) -> str:
    """Return a column with its number for each month, as high as its share of the greatest."""
    height = _VALUE_HEIGHT if kind == "value" else _COUNT_HEIGHT
    width = 100 / max(len(columns), 1)
    parts = [f'<line x1="0" x2="100%" y1="{height + _TOP}" y2="{height + _TOP}"/>']
    for index, (month, number) in enumerate(zip(columns, numbers, strict=True)):
        bar = number / greatest * height if greatest else 0
        parts.append(_column(kind, (index + 0.18) * width, width * 0.64, bar, height, month.title))
        middle, y = (index + 0.5) * width, height - max(0, bar) + _TOP - 4
        text = escape(short_number(number))
        parts.append(f'<text class="number" x="{middle:.2f}%" y="{y:.1f}">{text}</text>')
        parts.append(_label(columns, index, width, height))
    legend = f'<p class="legend"><span class="{kind}"><i></i>{escape(name)}</span></p>'
    return legend + _svg(name, height + _TOP + _LABELS_HEIGHT, parts)


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
    name = f'<text x="{middle}" y="{base + _TOP + 13}">{escape(_month_name(int(number)))}</text>'
    is_first_of_year = number == "01"
    has_year_soon = any(month.month.endswith("-01") for month in columns[:3])
    if not is_first_of_year and (index > 0 or has_year_soon):
        return name
    return f'{name}<text class="year" x="{middle}" y="{base + _TOP + 26}">{escape(year)}</text>'


def _month_name(month: int) -> str:
    return f"{month}月" if bound_language() == "zh" else _MONTHS[month - 1]


def short_number(number: float) -> str:
    """Return a number in few characters, as people write it: 1.5M, 150万."""
    units = (
        ((1e8, "亿"), (1e4, "万"))
        if bound_language() == "zh"
        else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    )
    for size, unit in units:
        if abs(number) >= size:
            digits = 0 if abs(number) >= 100 * size else 1
            return f"{number / size:.{digits}f}".removesuffix(".0") + unit
    return f"{number:.1f}".removesuffix(".0")
