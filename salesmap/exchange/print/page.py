"""A paper as one self-contained page that loads nothing, for any screen and for A4."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape

from salesmap.domain.papers.logo import media_type
from salesmap.exchange.print.document import (
    Cell,
    Column,
    Document,
    Fact,
    LineTable,
    Party,
    Row,
    Signature,
    Sum,
)
from salesmap.exchange.print.page_style import style
from salesmap.exchange.print.texts import Text, cells

_LANGS = {"zh": "zh-CN", "en": "en"}
_NARROW = ("position", "unit")
_BETWEEN = " / "
_SHORT = 14
_NO_CELL = Cell()
_WIDEST = 70
"""In Latin letters, without the description."""


def html_page(document: Document) -> str:
    """Return the page; every text is escaped."""
    title = escape(f"{_BETWEEN.join(document.title)} {_BETWEEN.join(document.name)}")
    blocks = "\n".join(_BLOCKS[block](document) for block in document.blocks)
    return f"""<!doctype html>
<html lang="{_LANGS[document.langs[0]]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>{style(_is_wide(document))}{_margins(document)}</style>
</head>
<body>
<main{' class="both"' if len(document.langs) > 1 else ""}>
{_head(document)}
{blocks}
</main>
</body>
</html>
"""


def _is_wide(document: Document) -> bool:
    """Return whether the table of lines needs more room than a small tablet has."""
    width = 0.0
    for table in (document.lines, *document.options):
        texts = [
            [*column.head, *("".join(row.cells[index].text) for row in table.rows if row.cells)]
            for index, column in enumerate(table.columns)
            if column.key != "name"
        ]
        width = max(width, sum(max(map(cells, column)) for column in texts))
    return width > _WIDEST


def _margins(document: Document) -> str:
    """Return the foot of each printed page: number and version, page x of y."""
    page = _BETWEEN.join(document.page)
    count = (
        _css(page).replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    )
    name = _css(_BETWEEN.join(document.name))
    return (
        f'@page {{ @bottom-left {{ content: "{name}" }} @bottom-right {{ content: "{count}" }} }}'
    )


def _css(text: str) -> str:
    """Return a text as it stands in a string of CSS."""
    return "".join(
        each if each.isalnum() or each in "{}" else f"\\{ord(each):06x}" for each in text
    )


def _head(document: Document) -> str:
    logo = ""
    if document.logo:
        data = b64encode(document.logo).decode("ascii")
        logo = f'<img src="data:{media_type(document.logo)};base64,{data}" alt="">'
    state = f'<p class="state">{_text(document.state)}</p>' if document.state else ""
    facts = "".join(map(_fact, document.facts))
    return (
        f'<header><div class="title">{logo}<h1>{_text(document.title)}</h1>{state}</div>'
        f'<dl class="facts">{facts}</dl></header>'
    )


def _text(text: Text) -> str:
    """Return a text: its languages below each other, line breaks kept."""
    return "".join(f"<span>{_lines(each)}</span>" for each in text)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _fact(fact: Fact) -> str:
    return f"<div><dt>{_text(fact.label)}</dt><dd>{_text(fact.value)}</dd></div>"


def _parties(document: Document) -> str:
    return f'<section class="parties">{"".join(map(_party, document.known_parties))}</section>'


def _party(party: Party) -> str:
    facts = "".join(map(_fact, party.facts))
    return f"<div><h2>{_text(party.role)}</h2><h3>{_lines(party.name)}</h3><dl>{facts}</dl></div>"


def _paragraph(text: Text) -> str:
    return f"<section><p>{_text(text)}</p></section>" if text else ""


def _table(table: LineTable) -> str:
    title = f"<h2>{_text(table.title)}</h2>" if table.title else ""
    note = f'<p class="note">{_text(table.note)}</p>' if table.note else ""
    heads = "".join(
        f"<th{_kind(column)} scope=col>{_text(column.head)}</th>" for column in table.columns
    )
    rows = "\n".join(_row(row, table.columns) for row in table.rows)
    return (
        f'<section class="lines">{title}{note}<table><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></section>"
    )


def _kind(column: Column, cell: Cell = _NO_CELL) -> str:
    is_short = column.key == "code" and cells("".join(cell.text)) <= _SHORT
    classes = [
        name
        for name, holds in (("n", column.is_number), ("narrow", is_short or column.key in _NARROW))
        if holds
    ]
    return f' class="{" ".join([*classes, column.key])}"'


def _row(row: Row, columns: Sequence[Column]) -> str:
    if not row.cells:
        return f'<tr><td class="across" colspan="{len(columns)}">{_lines(row.across)}</td></tr>'
    cells = "".join(
        f'<td{_kind(column, cell)} data-head="{escape(_BETWEEN.join(column.head))}">'
        f"{_cell(cell)}{_mark(row) if column.key == 'name' else ''}</td>"
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_lines, cell.text))


def _mark(row: Row) -> str:
    return f"<small>{_text(row.mark)}</small>" if row.mark else ""


def _sums(document: Document) -> str:
    rows = "".join(map(_sum, document.sums))
    capitals = ""
    if document.capitals:
        capitals = f'<dl class="capitals">{_fact(document.capitals)}</dl>'
    return f'<section class="sums"><table>{rows}</table>{capitals}</section>'


def _sum(line: Sum) -> str:
    kind = f' class="{line.kind}"' if line.kind else ""
    return f"<tr{kind}><th scope=row>{_text(line.label)}</th><td>{_text(line.value.text)}</td></tr>"


def _facts(title: Text, facts: Sequence[Fact], kind: str) -> str:
    if not facts:
        return ""
    rows = "".join(map(_fact, facts))
    return f'<section class="{kind}"><h2>{_text(title)}</h2><dl>{rows}</dl></section>'


def _acceptance(document: Document) -> str:
    return f'<section class="acceptance">{"".join(map(_signature, document.acceptance))}</section>'


def _signature(signature: Signature) -> str:
    fields = "".join(f"<div><dt>{_text(field)}</dt><dd></dd></div>" for field in signature.fields)
    return (
        f"<div><h2>{_text(signature.title)}</h2><p>{_lines(signature.name)}</p>"
        f"<dl>{fields}</dl></div>"
    )


_BLOCKS: Mapping[str, Callable[[Document], str]] = {
    "parties": _parties,
    "intro": lambda document: _paragraph(document.intro),
    "text": lambda document: _paragraph(document.written),
    "lines": lambda document: _table(document.lines),
    "totals": _sums,
    "options": lambda document: "".join(map(_table, document.options)),
    "terms": lambda document: _facts(document.terms_title, document.terms, "terms"),
    "bank": lambda document: _facts(document.bank_title, document.bank, "terms"),
    "offer": lambda document: _paragraph(document.offer),
    "outro": lambda document: _paragraph(document.outro),
    "acceptance": _acceptance,
}
