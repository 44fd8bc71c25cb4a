"""A paper as Markdown with tables, for mails and chats."""

import re
from collections.abc import Callable, Mapping, Sequence

from salesmap.exchange.print.document import (
    Cell,
    Document,
    Fact,
    LineTable,
    Party,
    Row,
    Signature,
)
from salesmap.exchange.print.texts import Text

_BETWEEN = " / "
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#&$!])")
_AT_START = re.compile(r"^(\s*)([-+](?=[-+\s]|$)|=(?==*\s*$)|\d+[.)](?=\s|$))", re.MULTILINE)
_BLANK = "______________"


def markdown_text(document: Document) -> str:
    """Return the paper; what Markdown would take for markup is escaped."""
    title = f"# {_one(document.title)}"
    state = f"**{_one(document.state)}**" if document.state else ""
    blocks = (_BLOCKS[block](document) for block in document.blocks)
    parts = (title, state, _facts(document.facts), *blocks)
    return "\n\n".join(part for part in parts if part) + "\n"


def _escape(text: str) -> str:
    return _AT_START.sub(_escape_start, _MARKUP.sub(r"\\\1", text))


def _escape_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark[:-1]}\\{mark[-1]}"


def _one(text: Text) -> str:
    """Return a text on one line, its languages beside each other."""
    return _BETWEEN.join("<br>".join(_escape(each).split("\n")) for each in text)


def _paragraphs(text: Text) -> str:
    """Return a text, each of its languages a paragraph."""
    return "\n\n".join(_escape(each).replace("\n", "  \n") for each in text)


def _fact(fact: Fact) -> str:
    return f"- **{_one(fact.label)}**: {_one(fact.value)}"


def _facts(facts: Sequence[Fact]) -> str:
    return "\n".join(map(_fact, facts))


def _titled(title: Text, facts: Sequence[Fact]) -> str:
    return f"## {_one(title)}\n\n{_facts(facts)}" if facts else ""


def _parties(document: Document) -> str:
    return "\n\n".join(map(_party, document.known_parties))


def _party(party: Party) -> str:
    return f"## {_one(party.role)}\n\n**{_escape(party.name)}**\n\n{_facts(party.facts)}".rstrip()


def _table(table: LineTable) -> str:
    heads = " | ".join(_one(column.head) for column in table.columns)
    rule = " | ".join("---:" if column.is_number else "---" for column in table.columns)
    rows = [f"| {heads} |", f"| {rule} |", *(_row(row, table) for row in table.rows)]
    parts = (f"## {_one(table.title)}" if table.title else "", _one(table.note), "\n".join(rows))
    return "\n\n".join(part for part in parts if part)


def _row(row: Row, table: LineTable) -> str:
    names = [column.key for column in table.columns]
    if row.cells:
        cells = [_cell(cell) for cell in row.cells]
        if row.mark:
            cells[names.index("name")] += f" ({_one(row.mark)})"
    else:
        cells = ["" for _name in names]
        cells[names.index("name")] = f"**{_one((row.across,))}**"
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _one(cell.text)


def _sums(document: Document) -> str:
    lines = []
    for line in document.sums:
        text = f"{_one(line.label)}: {_one(line.value.text)}"
        lines.append(f"- **{text}**" if line.kind == "grand" else f"- {text}")
    if document.capitals:
        lines.append(_fact(document.capitals))
    return "\n".join(lines)


def _acceptance(document: Document) -> str:
    return "\n\n".join(map(_signature, document.acceptance))


def _signature(signature: Signature) -> str:
    fields = "\n".join(f"- {_one(field)}: {_BLANK}" for field in signature.fields)
    name = f"{_escape(signature.name)}\n\n" if signature.name else ""
    return f"## {_one(signature.title)}\n\n{name}{fields}"


_BLOCKS: Mapping[str, Callable[[Document], str]] = {
    "parties": _parties,
    "intro": lambda document: _paragraphs(document.intro),
    "text": lambda document: _paragraphs(document.written),
    "lines": lambda document: _table(document.lines),
    "totals": _sums,
    "options": lambda document: "\n\n".join(map(_table, document.options)),
    "terms": lambda document: _titled(document.terms_title, document.terms),
    "bank": lambda document: _titled(document.bank_title, document.bank),
    "offer": lambda document: _paragraphs(document.offer),
    "outro": lambda document: _paragraphs(document.outro),
    "acceptance": _acceptance,
}
