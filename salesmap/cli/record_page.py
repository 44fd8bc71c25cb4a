"""The page of one record: its facts, sections of what hangs on it; what changed of one."""

from collections.abc import Collection

from salesmap.cli.context import AppContext
from salesmap.cli.output import show, write
from salesmap.core.i18n import _, is_bound_to_english
from salesmap.core.table import Column, Table
from salesmap.core.text import in_a_sentence
from salesmap.render.cell_format import cells, heading
from salesmap.render.sanitize import clean
from salesmap.render.serialize import bare

_NUMBERS = ("money", "number", "ratio")


def titled_paper(paper: Table) -> Table:
    """Return a record of `id` and `number` with its number as name, or as a draft."""
    ((id, number, *rest),) = paper.values
    return paper._replace(values=[(id, number or _("draft"), *rest)])


def write_facts(
    context: AppContext, record: Table, format: str, hidden: tuple[str, ...] = ()
) -> None:
    """Print a record of `id`, `name` and facts, those that are known; plain has bare numbers."""
    names = record.names()
    texts = cells(record, context.clock)[0]
    if format == "plain":
        texts = _with_bare_numbers(record, texts)
    name = texts[1] or next((text for text in texts[2:] if text), "")
    write(clean(f"{texts[0]}  {name}"))
    for column, name, text in list(zip(record.columns, names, texts, strict=True))[2:]:
        if text and name not in hidden:
            write_fact(_name_of(column, format), text, format)


def _name_of(column: Column, format: str) -> str:
    """Return the heading of a fact; in plain its key in English, its label in Chinese."""
    if format == "plain" and is_bound_to_english():
        return column.name
    return heading(column.title or column.name)


def _with_bare_numbers(record: Table, texts: list[str]) -> list[str]:
    row = record.values[0]
    return [
        str(bare(value, column.kind)) if value is not None and column.kind in _NUMBERS else text
        for column, value, text in zip(record.columns, row, texts, strict=False)
    ]


def write_fact(name: str, text: str, format: str) -> None:
    """Print one fact."""
    write(
        f"  {name}\t{text}"
        if format == "plain"
        else "  " + _("{field}: {value}").format(field=name, value=text)
    )


def write_section(context: AppContext, title: str, rows: Table, format: str) -> None:
    """Print rows under a title, if there are any."""
    if not rows.values:
        return
    write("")
    write(title)
    show(context, rows, format)


def changes_between(
    context: AppContext, before: Table, after: Table, ignored: Collection[str]
) -> list[str]:
    """Return what changed of a record, field by field: `price 1,280 → 1,350`."""
    names = before.names()
    old, new = (cells(rows, context.clock)[0] for rows in (before, after.select(names)))
    return [
        field_change(in_a_sentence(heading(name)), was, became)
        for name, was, became in zip(names, old, new, strict=True)
        if name not in ignored and was != became
    ]


def field_change(name: str, before: str, after: str) -> str:
    """Return what changed of a field."""
    text = _("{field} {before} → {after}")
    return text.format(field=name, before=before or "–", after=after or "–")
