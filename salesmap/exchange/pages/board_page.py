"""A board or a review as one self-contained page without scripts, for screens and paper."""

from collections.abc import Sequence
from html import escape

from salesmap.core.i18n import _
from salesmap.core.page import Block, KpiTile
from salesmap.exchange.pages.board_style import STYLE

_DAY_LENGTH = 10


def page(
    title: str, summary: str, blocks: Sequence[Block], lang: str, tiles: Sequence[KpiTile] = ()
) -> str:
    """Return the page as HTML; texts are escaped."""
    tile_list = f'<div class="tiles">{"".join(map(_tile, tiles))}</div>' if tiles else ""
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<header><h1 class="cut">{escape(title)}</h1><p>{escape(summary)}</p>{tile_list}</header>
<main>
{"".join(_section(block) for block in blocks)}</main>
</body>
</html>
"""


def _tile(tile: KpiTile) -> str:
    sign = "⚠ " if tile.warns else ""
    return (
        f'<div class="tile{" warns" if tile.warns else ""}"><h2>{escape(tile.title)}</h2>'
        f"<strong>{sign}{escape(tile.figure)}</strong><p>{escape(tile.beside)}</p></div>\n"
    )


def _section(block: Block) -> str:
    key = f' id="{escape(block.key)}"' if block.key else ""
    note = f'<p class="note">{escape(block.note)}</p>' if block.note else ""
    title = f"<h2>{escape(block.title)}</h2>"
    return f"<section{key}>{title}{_body(block)}{note}{_same(block)}</section>\n"


def _body(block: Block) -> str:
    """Return the drawing with its numbers folded below, or the numbers."""
    if not block.rows:
        return f'<p class="none">{escape(block.nothing)}</p>'
    if not block.drawing:
        return _table(block)
    return (
        f"{block.drawing}<details><summary>{escape(_('Data'))}</summary>{_table(block)}</details>"
    )


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
    rows = "\n".join(_row(block, number, kinds) for number in range(len(block.rows)))
    head = f"<thead><tr>{heads}</tr></thead>"
    return f'<div class="rows"><table>{head}<tbody>\n{rows}\n</tbody></table></div>'


def _row(block: Block, number: int, kinds: Sequence[str]) -> str:
    beside, marks = "", block.marks[number] if block.marks else ()
    if block.bars:
        width = max(0.0, min(1.0, block.bars[number])) * 100
        beside += (
            '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect width="{width:.2f}" height="4"/></svg>'
        )
    beside += "".join(f'<span class="warn">⚠ {escape(mark)}</span>' for mark in marks)
    cells = [
        f"<td{kind}>{_cell(kind, cell)}{beside if index == 0 else ''}</td>"
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
