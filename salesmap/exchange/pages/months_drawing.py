"""Months as a drawing: what came in, was won and lost as columns, and the value won beneath. Places across are percentages, so that
labels keep their size on any screen."""

from collections.abc import Sequence
from html import escape
from math import ceil, log10
from typing import NamedTuple

from salesmap.core.i18n import bound_language

_HIGH, _LOW, _TICKS = 150, 84, 3
_WORDS = 34
"""How high the columns of leads and of value are, and the words beneath them, in pixels."""

_KINDS = ("came", "won", "lost")


class Month(NamedTuple):
    """A month (`2026-11`): how many leads came in, were won and lost, and the value won in major units. `told` is the same in words."""

    month: str
    counts: tuple[int, int, int]
    value: float
    told: str


def months(every: Sequence[Month], names: Sequence[str], told: str) -> str:
    """The columns of the months. `names` are what came in, was won, was lost, and the value won; `told` is the whole in a sentence."""
    legend = "".join(
        f'<span class="{kind}"><i></i>{escape(name)}</span>'
        for kind, name in zip(_KINDS, names, strict=False)
    )
    value = f'<p class="legend"><span class="value"><i></i>{escape(names[-1])}</span></p>'
    return f'<p class="legend">{legend}</p>{_counts(every, told)}{value}{_values(every, names[-1])}'


def _counts(every: Sequence[Month], told: str) -> str:
    top = _round_up(max((max(month.counts) for month in every), default=0))
    width = 100 / max(len(every), 1)
    parts = [_grid(top, _HIGH)]
    for place, month in enumerate(every):
        for number, (kind, count) in enumerate(zip(_KINDS, month.counts, strict=True)):
            left = (place + 0.14 + 0.25 * number) * width
            parts.append(_column(kind, left, width * 0.22, count / top * _HIGH, _HIGH, month.told))
        parts.append(_name_of(every, place, width))
    return _svg(told, _HIGH + _WORDS, parts)


def _values(every: Sequence[Month], told: str) -> str:
    top = _round_up(max((month.value for month in every), default=0))
    width = 100 / max(len(every), 1)
    parts = [_grid(top, _LOW)]
    for place, month in enumerate(every):
        parts.append(
            _column(
                "value",
                (place + 0.2) * width,
                width * 0.6,
                month.value / top * _LOW,
                _LOW,
                month.told,
            )
        )
        parts.append(_name_of(every, place, width, _LOW))
    return _svg(told, _LOW + _WORDS, parts)


def _svg(told: str, height: int, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return f'<svg class="months" role="img" height="{height}"><title>{escape(told)}</title>\n{body}\n</svg>'


def _column(kind: str, left: float, width: float, height: float, base: int, told: str) -> str:
    if height <= 0:
        return ""
    height = max(1.5, height)
    return (
        f'<rect class="{kind}" x="{left:.2f}%" width="{width:.2f}%" y="{base - height + 8:.1f}" height="{height:.1f}">'
        f"<title>{escape(told)}</title></rect>"
    )


def _name_of(every: Sequence[Month], place: int, width: float, base: int = _HIGH) -> str:
    """The month beneath its columns, and the year where it begins."""
    year, number = every[place].month.split("-")
    middle = (place + 0.5) * width
    above = f'<text x="{middle:.2f}%" y="{base + 22}">{escape(_named(int(number)))}</text>'
    begins = number == "01" or (
        place == 0 and not any(month.month.endswith("-01") for month in every[:3])
    )
    return above + (
        f'<text class="year" x="{middle:.2f}%" y="{base + 36}">{escape(year)}</text>'
        if begins
        else ""
    )


def _named(month: int) -> str:
    if bound_language() == "zh":
        return f"{month}月"
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[
        month - 1
    ]


def _grid(top: float, height: int) -> str:
    """Lines across at even steps, each with its number."""
    lines = []
    for step in range(_TICKS + 1):
        y = height - height * step / _TICKS + 8
        number = brief(top * step / _TICKS)
        lines.append(
            f'<line x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/><text class="tick" x="-6" y="{y + 4:.1f}">{escape(number)}</text>'
        )
    return "\n".join(lines)


def _round_up(greatest: float) -> float:
    """The least round number, in even steps, that is no less."""
    if greatest <= _TICKS:
        return float(_TICKS)
    unit = 10.0 ** max(0, ceil(log10(greatest / _TICKS)) - 1)
    rounds = (
        unit * each * _TICKS for each in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if unit * each % 1 == 0
    )
    return next(number for number in rounds if number >= greatest)


def brief(number: float) -> str:
    """A number in few characters, as people say it: 1.5M, 150万."""
    units = (
        ((1e8, "亿"), (1e4, "万"))
        if bound_language() == "zh"
        else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    )
    for size, unit in units:
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + unit
    return f"{number:.1f}".removesuffix(".0")
