"""The page of one record: its facts, sections of what hangs on it; what changed of one."""

from collections.abc import Collection

from salesmap.cli.context import AppContext
from salesmap.cli.output import show, write
from salesmap.core.i18n import _, label
from salesmap.core.table import Table
from salesmap.core.text import in_a_sentence
from salesmap.render.cell_format import cells, heading
from salesmap.render.sanitize import clean


def write_facts(
    context: AppContext, record: Table, format: str, hidden: tuple[str, ...] = ()
) -> None:
    """Print a record of `id`, `name` and facts, those that are known."""
    names = record.names()
    texts = cells(record, context.clock)[0]
    name = texts[1] or next((text for text in texts[2:] if text), "")
    write(clean(f"{texts[0]}  {name}"))
    name_of = heading if format == "table" else label
    for name, text in list(zip(names, texts, strict=True))[2:]:
        if text and name not in hidden:
            write_fact(name_of(name), text, format)


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
