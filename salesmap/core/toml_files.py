"""TOML files: read, written, and changed without losing a comment."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, reason


def read(path: Path) -> dict[str, Any]:
    """What a file holds. Raises UsageError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            _("Cannot read {path}: {problem}.").format(path=path, problem=reason(error))
        ) from None


def dump(comment: str, values: Mapping[str, Any]) -> str:
    """The text of a new file, with a comment at its head."""
    import tomlkit  # keeps the comments in what it changes; wanted by few commands

    document = tomlkit.document()
    document.add(tomlkit.comment(comment))
    for key, value in values.items():
        document.add(key, value)
    return tomlkit.dumps(document)


def set_key(text: str, key: str, value: Any) -> str:
    """The text of a file with one key set; the rest stays as somebody wrote it."""
    import tomlkit

    document = tomlkit.parse(text)
    document[key] = value
    return tomlkit.dumps(document)
