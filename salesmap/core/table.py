"""Rows under named columns, each with a kind that says how it is written down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar, overload

from salesmap.core.errors import UnknownColumn

_Written = TypeVar("_Written")

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
    "phone",
    "figure",
)
NUMBERS = frozenset({"int", "number", "ratio", "money", "figure"})
"""The kinds that are numbers: aligned right, drawn as bars, compared."""


class Column(NamedTuple):
    """A column.

    Values are as stored: money in hundredths, days and instants as ISO text, ratios 0 … 1, lists
    and objects as JSON text, `key` a key whose label is in the display column, `word` a word of
    the catalogue, `yesno` true or false, `phone` a phone number, `figure` a number in its written
    form.
    `display_column` names another column with the text for people. `title` is the heading where
    the name alone says too little.
    """

    name: str
    kind: str = "text"
    display_column: str | None = None
    title: str | None = None


def columns(declaration: str) -> tuple[Column, ...]:
    """Return the columns declared by words `name[:kind[:display_column[:title]]]`.

    Raises ValueError for another kind than KINDS.
    """
    parts = [word.split(":") + [""] * 3 for word in declaration.split()]
    if unknown := {part[1] for part in parts} - {"", *KINDS}:
        raise ValueError(f"unknown kinds of columns: {unknown}")
    return tuple(
        Column(part[0], part[1] or "text", part[2] or None, part[3] or None) for part in parts
    )


class RowStream(Sequence[tuple[Any, ...]]):
    """Rows that are read while they are written, however many: nothing holds them all.

    `read` starts reading anew; `count` is how many there are. Random access reads from the start.
    """

    def __init__(self, read: Callable[[], Iterator[tuple[Any, ...]]], count: int) -> None:
        self._read = read
        self._count = count

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._read()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> tuple[Any, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Any, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Any, ...] | list[tuple[Any, ...]]:
        return list(self)[index]

    def map(self, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> "RowStream":
        """Return the stream of the rows changed."""
        return RowStream(lambda: map(change, self), self._count)


class Table(NamedTuple):
    """Rows as a report returns them.

    `default_columns` are those that a table on a terminal shows without `--fields`. `words` names
    the display columns, which follow the declared ones in `values`.
    """

    columns: tuple[Column, ...]
    values: Sequence[tuple[Any, ...]]
    default_columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def select(self, names: Iterable[str]) -> "Table":
        """Return the same rows with these columns only, in this order. Raises UnknownColumn."""
        known = {column.name: column for column in self.columns}
        if unknown := [name for name in names if name not in known]:
            raise UnknownColumn(unknown[0], known)
        return self._replace(
            columns=tuple(known[name] for name in names), values=self._values_of(names)
        )

    def _values_of(self, names: Iterable[str]) -> Sequence[tuple[Any, ...]]:
        order = self.names() + list(self.words)
        indexes = [order.index(name) for name in [*names, *self.words]]
        return self.map_values(lambda row: tuple([row[index] for index in indexes]))

    def map_values(
        self, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    ) -> Sequence[tuple[Any, ...]]:
        """Return the values changed row by row; a stream stays one."""
        if isinstance(self.values, RowStream):
            return self.values.map(change)
        return list(map(change, self.values))

    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]

    def dicts(self) -> list[dict[str, Any]]:
        """Return each row as a dict: money in major units, lists and objects unpacked."""
        return list(self.iter_dicts())

    def iter_dicts(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dict."""
        return self.written(self.as_dict())

    def as_dict(self) -> Callable[[tuple[Any, ...]], dict[str, Any]]:
        """Return what makes a dict of a row."""
        readers: list[Callable[[Any], Any] | None] = [
            _READERS.get(column.kind) for column in self.columns
        ]
        names = self.names()
        return lambda row: {
            name: value if value is None or read is None else read(value)
            for name, value, read in zip(names, row, readers, strict=False)
        }

    def written(self, write: Callable[[tuple[Any, ...]], _Written]) -> Iterator[_Written]:
        """Yield what `write` makes of each row.

        A damaged record stops nothing: its row is written without the cells that no value of their
        kind can hold, see `core.unreadable`.
        """
        kinds = [(column.name, column.kind) for column in self.columns]
        for row in self.values:
            try:
                written = write(row)
            except (TypeError, ValueError, AttributeError):
                from salesmap.core.unreadable import readable_row

                readable = readable_row(kinds, row)
                if readable is None:
                    raise
                written = write(readable)
            yield written


def major(cents: int) -> int | float:
    """Return hundredths as a number in major units, an int where it is whole."""
    return cents // 100 if cents % 100 == 0 else cents / 100


def grouped(value: float) -> str:
    """Return a number with thousands separators, and two decimals unless it is whole."""
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
