"""A board or a review as one self-contained page without scripts, for screens and paper."""

from collections.abc import Sequence
from html import escape

from salesmap.core.i18n import _
from salesmap.core.page import Block, KpiTile
from salesmap.exchange.pages.board_style import STYLE

_DAY_LENGTH = 10
_HALF_PAGE, _PHONE, _TABLET = 76, 40, 88
"""The characters that a table may be wide: beside another one, on a phone, on a tablet."""
_BELOW_DRAWING = 102
"""The same beside another one in the small letters below a drawing."""
_WHOLE = "td .cut { display: inline }"
_LONG_FIGURE = 8
"""The characters from which a figure at the head is written smaller."""
_LONGEST, _GAP = 24, 2
"""The characters at which a cell wraps, and those between two."""


def page(
    title: str,
    summary: Sequence[str],
    blocks: Sequence[Block],
    lang: str,
    tiles: Sequence[KpiTile] = (),
    *,
    is_whole: bool = False,
) -> str:
    """Return the page as HTML, with lines of summary below its title; texts are escaped.

    Long texts are cut after three lines, unless the page `is_whole`.
    """
    lines = "".join(f"<p>{escape(line)}</p>" for line in summary)
    tile_list = f'<div class="tiles">{"".join(map(_tile, tiles))}</div>' if tiles else ""
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>{STYLE}{_WHOLE if is_whole else ""}</style>
</head>
<body>
<header><h1 class="cut">{escape(title)}</h1>{lines}{tile_list}</header>
<main>
<div class="beside">
{"".join(_section(block) for block in blocks if not _is_wide(block))}</div>
{"".join(_section(block) for block in blocks if _is_wide(block))}</main>
</body>
</html>
"""


def _tile(tile: KpiTile) -> str:
    figure = f"⚠ {tile.figure}" if tile.warns else tile.figure
    size = " class=long" if len(figure) > _LONG_FIGURE else ""
    return (
        f'<div class="tile{" warns" if tile.warns else ""}"><h2>{escape(tile.title)}</h2>'
        f"<strong{size}>{escape(figure)}</strong><p>{escape(tile.beside)}</p></div>\n"
    )


def _section(block: Block) -> str:
    key = f' id="{escape(block.key)}"' if block.key else ""
    note = f'<p class="note">{escape(block.note)}</p>' if block.note else ""
    title = f"<h2>{escape(block.title)}</h2>"
    return f"<section{key}>{title}{_body(block)}{note}{_same(block)}</section>\n"


def _body(block: Block) -> str:
    """Return the drawing with its numbers below, or the numbers."""
    if not block.rows:
        return f'<p class="none">{escape(block.nothing)}</p>'
    if not block.drawing:
        return _table(block)
    summary = f"<summary>{escape(_('Data'))}</summary>"
    numbers = _table(block._replace(bars=(), marks=()))  # which the drawing shows
    return f"{block.drawing}<details open>{summary}{numbers}</details>"


def _is_wide(block: Block) -> bool:
    """Return whether a table needs the page for itself; those beside others come before."""
    most = _BELOW_DRAWING if block.drawing else _HALF_PAGE
    return len(block.rows) > 1 and _width(block) > most


def _width(block: Block) -> int:
    """Return how wide a table wants to be, in characters."""
    columns = zip(block.heads, *block.rows, strict=True)
    return sum(
        max(0, *map(_cells, head.split()), *map(_cells, cells)) + _GAP for head, *cells in columns
    )


def _cells(text: str) -> int:
    """Return the width of a text up to where it wraps; a Chinese character takes two."""
    return min(_LONGEST, sum(1 if each < "\u2e80" else 2 for each in text[:_LONGEST]))


def _same(block: Block) -> str:
    """Return the commands that give the same figures."""
    commands = "".join(f"<code>{escape(command)}</code>" for command in block.same)
    return f'<div class="same">{commands}</div>' if commands else ""


def _table(block: Block) -> str:
    kinds = [_kind(block, index) for index in range(len(block.heads))]
    heads = "".join(
        f"<th{kind} scope=col>{escape(name)}</th>"
        for kind, name in zip(kinds, block.heads, strict=True)
    )
    width = _width(block)
    cards = ""
    if len(block.rows) == 1 and width > _HALF_PAGE:
        cards = "one-row"
    elif width > _PHONE:
        cards = "tablet" if width > _TABLET else "phone"
    rows = "\n".join(_row(block, number, kinds, bool(cards)) for number in range(len(block.rows)))
    head = f"<thead><tr>{heads}</tr></thead>"
    kind = f' class="{cards}"' if cards else ""
    return f'<div class="rows"><table{kind}>{head}<tbody>\n{rows}\n</tbody></table></div>'


def _row(block: Block, number: int, kinds: Sequence[str], is_card: bool) -> str:
    """Return a row; of a table that becomes cards on a narrow screen, cells know their heading."""
    beside, marks = "", block.marks[number] if block.marks else ()
    if block.bars:
        width = max(0.0, min(1.0, block.bars[number])) * 100
        beside += (
            '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect width="{width:.2f}" height="4"/></svg>'
        )
    beside += "".join(f'<span class="warn">⚠ {escape(mark)}</span>' for mark in marks)
    heads = [f' data-head="{escape(head)}"' if is_card else "" for head in block.heads]
    cells = [
        f"<td{kind}{heads[index]}>{_cell(kind, cell)}{beside if index == 0 else ''}</td>"
        for index, (kind, cell) in enumerate(zip(kinds, block.rows[number], strict=True))
    ]
    return f"<tr{' class=marked' if marks else ''}>{''.join(cells)}</tr>"


def _cell(kind: str, text: str) -> str:
    """Return a cell: a long text in three lines and whole in its title, a dash for nothing."""
    if not text:
        return "–"
    return (
        f'<span class="cut" title="{escape(text)}">{escape(text)}</span>'
        if kind == ' class="text"'
        else escape(text)
    )


def _kind(block: Block, index: int) -> str:
    """Return the class of a column: numbers to the right, days on one line, texts with room."""
    if index in block.numbers:
        return ' class="n"'
    longest = max((len(row[index]) for row in block.rows), default=0)
    return "" if not longest else ' class="text"' if longest > _DAY_LENGTH else ' class="day"'
