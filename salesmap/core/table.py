"""An answer: rows under named columns, each with a kind that says how it is written down."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _

KINDS = (
    "text",
    "key",
    "word",
    "int",
    "number",
    "ratio",
    "money",
    "day",
    "instant",
    "list",
    "object",
    "yesno",
)
NUMBERS = frozenset({"int", "number", "ratio", "money"})
"""The kinds that are numbers: set to the right, drawn as bars, compared."""


class Column(NamedTuple):
    """A column. Values are as stored: money in hundredths, days and instants as ISO text, ratios 0 … 1, lists and objects
    as JSON text, `key` for keys whose label is in the column shown, `word` for words of our own that have a translation, `yesno` true or false. `shown_by` names another column that holds the
    words for people, if there is one. `title` is what people read above it where the name alone says too little.
    """

    name: str
    kind: str = "text"
    display_column: str | None = None
    title: str | None = None


def columns(declaration: str) -> tuple[Column, ...]:
    """Columns declared as words: `name`, `name:kind`, `name:kind:shown_by`, or `name:kind:shown_by:title`."""
    parts = (word.split(":") + [""] * 3 for word in declaration.split())
    return tuple(
        Column(part[0], part[1] or "text", part[2] or None, part[3] or None) for part in parts
    )


class Table(NamedTuple):
    """Rows as a report gives them. `brief` names the columns that a table shows when nobody chose.

    `values` may hold, behind the declared columns, those that `shown_by` points to (`words`).
    """

    columns: tuple[Column, ...]
    values: Sequence[tuple[Any, ...]]
    default_columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def select(self, names: Iterable[str]) -> "Table":
        """The same rows with these columns only, in this order. Raises UsageError for one that is not there."""
        known = {column.name: column for column in self.columns}
        if unknown := [name for name in names if name not in known]:
            raise UsageError(
                _("Unknown field {name!r}: choose one of {known}.").format(
                    name=unknown[0], known=", ".join(known)
                )
            )
        return self._replace(
            columns=tuple(known[name] for name in names), values=self._places(names)
        )

    def _places(self, names: Iterable[str]) -> list[tuple[Any, ...]]:
        order = self.names() + list(self.words)
        places = [order.index(name) for name in [*names, *self.words]]
        return [tuple(row[place] for place in places) for row in self.values]

    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def dicts(self) -> list[dict[str, Any]]:
        """Each row as a dict of plain Python values: money in major units, lists and objects unpacked."""
        readers: list[Callable[[Any], Any] | None] = [
            _READERS.get(column.kind) for column in self.columns
        ]
        names = self.names()
        return [
            {
                name: value if value is None or read is None else read(value)
                for name, value, read in zip(names, row, readers, strict=False)
            }
            for row in self.values
        ]


def major(cents: int) -> int | float:
    """Hundredths as a number in major units, whole where it is whole."""
    return cents // 100 if cents % 100 == 0 else cents / 100


def grouped(value: float) -> str:
    """A number as it is told: thousands apart, two decimals where it has any."""
    return f"{value:,.2f}".removesuffix(".00")


def _unpack(text: str) -> Any:
    import json

    return json.loads(text)


_READERS: dict[str, Callable[[Any], Any]] = {
    "money": major,
    "list": _unpack,
    "object": _unpack,
    "yesno": bool,
}
