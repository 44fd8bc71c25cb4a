"""The words of other systems for our fields, stages and statuses.

Ours are in `aliases.toml`; a user adds some in a file of the same form beside the config file.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from salesmap.core import toml_files
from salesmap.core.config import user_file
from salesmap.core.folding import fold
from salesmap.domain.fields import PLAIN
from salesmap.exchange.errors import AliasFileError

_OURS = Path(__file__).parent / "aliases.toml"
_USERS = ("lexicon.toml", "aliases.toml")
"""The user's files; the first is what it was called before."""
_LEAD_HEADERS = ("headers", "lead")


def normalized(word: str) -> str:
    """Return a word as aliases are compared: without case, width, spaces and punctuation."""
    return "".join(character for character in fold(word) if character.isalnum())


@cache
def aliases(*section: str) -> Mapping[str, str]:
    """Return what each normalized word of a section stands for, in the order of preference.

    Raises AliasFileError, UsageError for a user's file that cannot be read.
    """
    meaning_of: dict[str, str] = {}
    for file in _files():
        words_of: Any = file
        for name in section:
            words_of = words_of.get(name, {})
        for meaning, words in words_of.items():
            meaning_of.update((normalized(word), meaning) for word in (meaning, *words))
    if section == _LEAD_HEADERS:
        for field in PLAIN:
            for word in field.words:
                meaning_of.setdefault(normalized(word), field.key)
    return meaning_of


@cache
def _files() -> list[dict[str, Any]]:
    users = (user_file().with_name(name) for name in _USERS)
    return [_read(path) for path in (_OURS, *users) if path.is_file()]


def _read(path: Path) -> dict[str, Any]:
    content = toml_files.read(path)
    if part_name := _misplaced(content):
        raise AliasFileError(path, part_name)
    return content


def _misplaced(part: Any, part_name: str = "") -> str | None:
    """Return the name of the first part that is neither a table nor a list of words."""
    if isinstance(part, list):
        return None if all(isinstance(word, str) for word in part) else part_name
    if not isinstance(part, dict):
        return part_name
    for name, inner in part.items():
        if wrong := _misplaced(inner, f"{part_name}.{name}".lstrip(".")):
            return wrong
    return None
