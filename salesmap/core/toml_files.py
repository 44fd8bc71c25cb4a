"""TOML files: read, written, and changed without losing a comment."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salesmap.core.errors import UnreadableFile


def read(path: Path) -> dict[str, Any]:
    """Return the data of a file. Raises UnreadableFile."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableFile(path, error) from None


def dump(comment: str, values: Mapping[str, Any]) -> str:
    """Return the text of a new file with a comment at its head."""
    import tomlkit  # heavy, and wanted by few commands

    document = tomlkit.document()
    document.add(tomlkit.comment(comment))
    for key, value in values.items():
        document.add(key, value)
    return tomlkit.dumps(document)


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with the keys of its tables as `table.key`."""
    result: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            result |= {f"{key}.{name}": each for name, each in value.items()}
        else:
            result[key] = value
    return result


def set_key(text: str, key: str, value: Any) -> str:
    """Return the text of a file with one key (`key`, `table.key`) set; comments and order stay."""
    import tomlkit

    document = tomlkit.parse(text)
    table, _dot, name = key.rpartition(".")
    if not table or key in document:
        document[key] = value
    elif table in document:
        document[table][name] = value
    else:
        document.add(tomlkit.key([table, name]), value)
    return tomlkit.dumps(document)


def without_key(text: str, key: str) -> str:
    """Return the text of a file without one key; comments and order stay."""
    import tomlkit

    document = tomlkit.parse(text)
    table, _dot, name = key.rpartition(".")
    if key in document:
        document.remove(key)
    else:
        document[table].remove(name)
        if not document[table]:
            document.remove(table)
    return tomlkit.dumps(document)
