"""What changed between two versions of a quote, in the customer's words."""

from collections.abc import Iterator
from typing import Any

from salesmap.core.figures.percentages import percent_text
from salesmap.core.i18n import N_
from salesmap.core.money import money_text
from salesmap.core.table import Table, columns
from salesmap.core.wording.headings import figure_label
from salesmap.domain.papers.names import paper_name
from salesmap.domain.quote.refusals import VersionNotFound
from salesmap.reports.quote.lines import discount_text, version_lines
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("change:word name field:key:field_label before after")
CHANGES = (N_("added"), N_("removed"), N_("changed"))
_OF_LINE = ("kind", "name", "qty", "unit", "price", "discount_typed", "tax_rate", "chosen")


def diff(connection: Connection, quote_id: int, one: int | None, other: int | None) -> Table:
    """Return what changed from version `one` to version `other`; the last two unless named.

    Raises VersionNotFound.
    """
    newest = [n for (n,) in connection.execute(_SQL["newest"], {"id": quote_id}).fetchall()]
    later = other if other is not None else newest[0]
    earlier = one if one is not None else (newest[1] if len(newest) > 1 else newest[0])
    before = _version(connection, quote_id, earlier)
    after = _version(connection, quote_id, later)
    values = [*_lines(connection, before[0], after[0]), *_terms(before, after)]
    shown = [(*row, row[2] and figure_label(row[2])) for row in values]
    return Table(COLUMNS, shown, words=("field_label",))


def _version(connection: Connection, quote_id: int, n: int) -> tuple[Any, ...]:
    row = connection.execute(_SQL["version"], {"id": quote_id, "n": n}).fetchone()
    if row is None:
        known = connection.execute(_SQL["known"], {"id": quote_id}).fetchall()
        (number,) = connection.execute(_SQL["number"], {"id": quote_id}).fetchone()
        raise VersionNotFound(paper_name(number, quote_id), n, [n for (n,) in known])
    return tuple(row)


def _lines(connection: Connection, before: int, after: int) -> Iterator[tuple[Any, ...]]:
    old, new = _by_name(connection, before), _by_name(connection, after)
    for key, line in old.items():
        if key not in new:
            yield "removed", line["name"], None, _amount(line["net"]), None
    for key, line in new.items():
        if key not in old:
            yield "added", line["name"], None, None, _amount(line["net"])
            continue
        for field in _OF_LINE:
            if line[field] != old[key][field]:
                yield "changed", line["name"], field, _text(old[key], field), _text(line, field)


def _by_name(connection: Connection, version: int) -> dict[tuple[str, int], dict[str, Any]]:
    """Return lines by their code or name, and the how manieth of it they are."""
    lines: dict[tuple[str, int], dict[str, Any]] = {}
    table = version_lines(connection, version)
    for row in table.values:
        line = dict(zip(table.names(), row, strict=False))
        name = line["code"] or line["name"]
        lines[name, sum(key[0] == name for key in lines)] = line
    return lines


def _text(line: dict[str, Any], field: str) -> str | None:
    value = line[field]
    if field == "price":
        return _amount(value)
    if field == "tax_rate":
        return percent_text(round(value * 1_000_000))
    if field == "qty":
        return f"{value:.6f}".rstrip("0").rstrip(".") if value is not None else None
    return None if value is None else str(value)


def _amount(cents: int | None) -> str | None:
    return None if cents is None else money_text(cents)


def _terms(before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    pairs = (
        # A draft gets its last day when it is sent.
        *([("valid_until", before[1], after[1])] if after[1] else []),
        ("discount", discount_text(*before[2:4]), discount_text(*after[2:4])),
        ("rounding", _amount(before[4] or None), _amount(after[4] or None)),
        ("text", before[5], after[5]),
        *(
            (field, _amount(before[index]), _amount(after[index]))
            for index, field in enumerate(("net", "tax", "total"), 6)
        ),
    )
    for field, old, new in pairs:
        if old != new:
            yield "changed", None, field, old, new
