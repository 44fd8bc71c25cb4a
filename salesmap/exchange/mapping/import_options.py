"""The options of an import, kept in a TOML file to be used again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core import toml_files
from salesmap.core.files import replacing
from salesmap.core.i18n import _
from salesmap.exchange.errors import ImportMapError
from salesmap.exchange.mapping.amounts import DECIMALS
from salesmap.exchange.mapping.dates import ALL_ORDERS

_ORDER = (
    "date_order",
    "decimal",
    "encoding",
    "header_row",
    "sheet",
    "key",
    "empty",
    "columns",
    "stages",
    "statuses",
    "defaults",
)


class ImportOptions(NamedTuple):
    """What the user says about a file; what is None is found out from the file.

    `columns` are fields by header, `stages` our stages by theirs, `defaults` values of empty cells
    by field, `empty` words that count as an empty cell, `statuses` outcomes by their words for
    them. `header_row` is the number of the line with the header, `key` the field by which records
    are found again.
    """

    columns: Mapping[str, str] = {}
    stages: Mapping[str, str] = {}
    defaults: Mapping[str, str] = {}
    date_order: str | None = None
    decimal: str | None = None
    empty: tuple[str, ...] = ()
    sheet: str | None = None
    statuses: Mapping[str, str] = {}
    encoding: str | None = None
    header_row: int | None = None
    key: str | None = None

    def updated(self, other: "ImportOptions") -> "ImportOptions":
        """Return these options with others on top of them."""
        return ImportOptions(
            {**self.columns, **other.columns},
            {**self.stages, **other.stages},
            {**self.defaults, **other.defaults},
            other.date_order or self.date_order,
            other.decimal or self.decimal,
            other.empty or self.empty,
            other.sheet or self.sheet,
            {**self.statuses, **other.statuses},
            other.encoding or self.encoding,
            other.header_row or self.header_row,
            other.key or self.key,
        )


def load_options(path: Path) -> ImportOptions:
    """Return the options of a file. Raises ImportMapError, UsageError."""
    values = toml_files.read(path)
    for key, value in values.items():
        if not _is_valid(key, value):
            raise ImportMapError(path, key, ImportOptions._fields)
    return ImportOptions(**{**values, "empty": tuple(values.get("empty", ()))})


def save_options(path: Path, options: ImportOptions) -> None:
    """Write options to a file. Raises OutputIsSource, OutputExists, UnwritableFile."""
    values = {key: _plain(getattr(options, key)) for key in _ORDER if getattr(options, key)}
    comment = _("Column and stage mapping for 'salesmap lead import FILE --use-map {name}'.")
    text = toml_files.dump(comment.format(name=path.name), values)
    with replacing(path) as file:
        file.write(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _is_valid(key: str, value: Any) -> bool:
    match key:
        case "columns" | "stages" | "statuses" | "defaults":
            return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
        case "date_order":
            return value in ALL_ORDERS
        case "decimal":
            return value in DECIMALS
        case "empty":
            return isinstance(value, list) and all(isinstance(word, str) for word in value)
        case "sheet" | "encoding" | "key":
            return isinstance(value, str)
        case "header_row":
            return isinstance(value, int) and value > 0
    return False
