"""When two names are probably one company's. A resemblance only: nothing is ever merged for it."""

import re
import tomllib
from functools import cache
from pathlib import Path

from salesmap.core.folding import fold

_DOTTED = re.compile(r"\b(?:\w\.){2,}|\b\w\.\w\b")
_WORD = re.compile(r"[^\W_]+")
_ALIKE = 0.92
_SHORT = 2


def company_key(name: str) -> str:
    """A company's name without its legal form, case, width, spaces and punctuation; the bare name where nothing else is left."""
    folded = _DOTTED.sub(lambda match: match[0].replace(".", ""), fold(name))
    words = _WORD.findall(folded)
    bare = "".join(words)
    forms, endings = _legal_forms()
    while len(words) > 1 and words[-1] in forms:
        words.pop()
    key = "".join(words)
    while ending := next(
        (ending for ending in endings if key.endswith(ending) and len(key) > len(ending) + 1), None
    ):
        key = key.removesuffix(ending)
    return key or bare


def name_similarity(one: str, other: str) -> float:
    """How alike two names are that are not the same, 0 … 1: 0 where what differs is a number or a letter that stands alone,
    for those tell one branch, unit or series from the next.

    The measure is the share of characters that need not be changed (Levenshtein, normalised by the longer name).
    """
    from rapidfuzz.distance import Levenshtein  # wanted by the search for duplicates only

    if _marks(one) != _marks(other):
        return 0.0
    return Levenshtein.normalized_similarity(
        company_key(one), company_key(other), score_cutoff=_ALIKE
    )


def _marks(name: str) -> list[str]:
    """The numbers and very short words of a name."""
    return sorted(word for word in _WORD.findall(fold(name)) if any(map(str.isdigit, word)) or ((len(word) <= _SHORT and word.isascii())
                  and word not in _legal_forms()[0]))  # fmt: skip


@cache
def _legal_forms() -> tuple[frozenset[str], list[str]]:
    known = tomllib.loads((Path(__file__).parent / "legal_forms.toml").read_text(encoding="utf-8"))
    return frozenset(known["words"]), sorted(map(fold, known["endings"]), key=len, reverse=True)
