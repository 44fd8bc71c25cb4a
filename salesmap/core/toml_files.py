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


def set_key(text: str, key: str, value: Any) -> str:
    """Return the text of a file with one key set; comments and order stay."""
    import tomlkit

    document = tomlkit.parse(text)
    document[key] = value
    return tomlkit.dumps(document)


def without_key(text: str, key: str) -> str:
    """Return the text of a file without one key; comments and order stay."""
    import tomlkit

    document = tomlkit.parse(text)
    document.remove(key)
    return tomlkit.dumps(document)
