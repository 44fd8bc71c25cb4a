"""The board as one self-contained page: no network, no scripts, light and dark, phone and paper."""

from collections.abc import Sequence
from html import escape

from salesmap.drafts import Block

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2937; --soft: #6b7280; --line: #d7dee8; --page: #f5f7fa; --card: #fff; --bar: #9dbbe6;
  --warn: #b3261e }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5e7eb; --soft: #9ca3af; --line: #374151; --page: #0f1520; --card: #182030; --bar: #37598c; --warn: #ff9a90 }
}
* { box-sizing: border-box } body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.45; font-size: 15px;
  font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
header, main { max-width: 1200px; margin: 0 auto; padding: 1rem } h1 { font-size: 1.4rem; margin: 0 }
header p { margin: 0; color: var(--soft) }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; align-items: start }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; overflow-x: auto }
h2 { font-size: 1rem; margin: 0 0 .5rem } table { border-collapse: collapse; width: 100% } th { color: var(--soft); font-weight: 500 }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } tr:last-child td { border-bottom: 0 }
.bar { width: 100%; height: .45rem; display: block; margin-top: .2rem } .bar rect { fill: var(--bar) }
.warn { color: var(--warn); font-size: .85rem; display: block } .none { color: var(--soft); margin: 0 }
th:first-child, td:first-child { min-width: 8.5rem }
th.n:first-child, td.n:first-child { min-width: 0 } td:not(.n) { min-width: 6.4em }
section:has(th:nth-child(9), td:not(.n) ~ td:not(.n) ~ td:not(.n) ~ td:not(.n)) { grid-column: 1 / -1 }
@media print {
  body { background: #fff } main { display: block } section { break-inside: avoid; border-color: #bbb; overflow: visible }
  section { margin-bottom: 1rem }
}
"""


def page(title: str, told: str, blocks: Sequence[Block], lang: str) -> str:
    """The page as HTML. What people wrote cannot become markup."""
    sections = "\n".join(_section(block) for block in blocks)
    return f"""<!doctype html>
<html lang="{"zh-CN" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<header><h1>{escape(title)}</h1><p>{escape(told)}</p></header>
<main>
{sections}
</main>
</body>
</html>
"""


def _section(block: Block) -> str:
    head = f"<section><h2>{escape(block.title)}</h2>"
    if not block.rows:
        return f'{head}<p class="none">{escape(block.nothing)}</p></section>'
    heads = "".join(f"<th{_class(block, place)}>{escape(name)}</th>" for place, name in enumerate(block.heads))
    rows = "\n".join(_row(block, number) for number in range(len(block.rows)))
    return f"{head}<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></section>"


def _row(block: Block, number: int) -> str:
    beside = ""
    if block.bars:
        width = max(0.0, min(1.0, block.bars[number])) * 100
        beside += f'<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none"><rect width="{width:.2f}" height="4" rx="1"/></svg>'
    beside += "".join(f'<span class="warn">⚠ {escape(mark)}</span>' for mark in (block.marks[number] if block.marks else ()))
    cells = [
        f"<td{_class(block, place)}>{escape(cell)}{beside if place == 0 else ''}</td>" for place, cell in enumerate(block.rows[number])
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _class(block: Block, place: int) -> str:
    return ' class="n"' if place in block.numbers else ""
