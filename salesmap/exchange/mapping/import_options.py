"""What a person says of a file: which column is which field, what their stages mean. Kept in a TOML file, to be used again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core import toml_files
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, reason
from salesmap.exchange.mapping.amounts import DECIMALS
from salesmap.exchange.mapping.dates import DATE_ORDERS

_ORDER = ("date_order", "decimal", "sheet", "empty", "columns", "stages", "defaults")


class SheetMap(NamedTuple):
    """`columns`: header → field; `stages`: their word → ours; `defaults`: field → value of empty cells; `empty`: words that
    stand for an empty cell. What is None is found out from the file."""

    columns: Mapping[str, str] = {}
    stages: Mapping[str, str] = {}
    defaults: Mapping[str, str] = {}
    date_order: str | None = None
    decimal: str | None = None
    empty: tuple[str, ...] = ()
    sheet: str | None = None

    def under(self, said: "SheetMap") -> "SheetMap":
        """This map with what was said now on top of it."""
        return SheetMap(
            {**self.columns, **said.columns},
            {**self.stages, **said.stages},
            {**self.defaults, **said.defaults},
            said.date_order or self.date_order,
            said.decimal or self.decimal,
            said.empty or self.empty,
            said.sheet or self.sheet,
        )


def load(path: Path) -> SheetMap:
    """A map that `save` wrote, or somebody by hand. Raises UsageError."""
    known = toml_files.read(path)
    for key, value in known.items():
        if not _fits(key, value):
            known_keys = ", ".join(SheetMap._fields)
            raise UsageError(
                _(
                    "Cannot read {path}: {key!r} is unknown or has the wrong form; known keys are "
                    "{known}."
                ).format(path=path, key=key, known=known_keys)
            )
    return SheetMap(**{**known, "empty": tuple(known.get("empty", ()))})


def save(path: Path, sheet_map: SheetMap) -> None:
    """Write a map to a file. Raises UsageError."""
    values = {key: _plain(getattr(sheet_map, key)) for key in _ORDER if getattr(sheet_map, key)}
    text = toml_files.dump(
        _("Column and stage mapping for 'salesmap lead import FILE --use-map {name}'.").format(
            name=path.name
        ),
        values,
    )
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            _("Cannot write {path}: {reason}.").format(path=path, reason=reason(error))
        ) from None


def _plain(value: Any) -> Any:
    return (
        dict(value)
        if isinstance(value, Mapping)
        else list(value)
        if isinstance(value, tuple)
        else value
    )


def _fits(key: str, value: Any) -> bool:
    match key:
        case "columns" | "stages" | "defaults":
            return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
        case "date_order":
            return value in DATE_ORDERS
        case "decimal":
            return value in DECIMALS
        case "empty":
            return isinstance(value, list) and all(isinstance(word, str) for word in value)
        case "sheet":
            return isinstance(value, str)
    return False
