"""The words of other systems: which header means which field, which word which stage. Ours are in `lexicon.toml`, a user's
own in a file of the same name and form beside the config file."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from salesmap.core import toml_files
from salesmap.core.config import user_file
from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _

_OURS = Path(__file__).parent / "aliases.toml"


def bare(word: str) -> str:
    """The form in which words of other systems are compared: without case, width, spaces, punctuation."""
    return "".join(character for character in fold(word) if character.isalnum())


@cache
def meanings(*section: str) -> Mapping[str, str]:
    """What each word of a section means, words in their bare form, in the order of preference.

    Raises UsageError for a user's file that cannot be read.
    """
    found: dict[str, str] = {}
    for lexicon in _lexicons():
        known: Any = lexicon
        for name in section:
            known = known.get(name, {})
        for meaning, words in known.items():
            found.update((bare(word), meaning) for word in (meaning, *words))
    return found


@cache
def _lexicons() -> list[dict[str, Any]]:
    theirs = user_file().with_name(_OURS.name)
    return [_read(path) for path in (_OURS, theirs) if path.is_file()]


def _read(path: Path) -> dict[str, Any]:
    known = toml_files.read(path)
    if place := _misplaced(known):
        raise UsageError(
            _("Cannot read {path}: {place} must be a list of words.").format(path=path, place=place)
        )
    return known


def _misplaced(known: Any, place: str = "") -> str | None:
    """Where something else stands than a list of words."""
    if isinstance(known, list):
        return None if all(isinstance(word, str) for word in known) else place
    if not isinstance(known, dict):
        return place
    return next(
        (
            wrong
            for name, part in known.items()
            if (wrong := _misplaced(part, f"{place}.{name}".lstrip(".")))
        ),
        None,
    )
