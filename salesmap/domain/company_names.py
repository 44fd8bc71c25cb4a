"""How similar two company names are. Similar ones are shown, never merged by themselves."""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from salesmap.core.folding import fold, fold_all

_DOTTED = re.compile(r"\b(?:\w\.){2,}|\b\w\.\w\b")
_WORD = re.compile(r"[^\W_]+")
_MIN_SIMILARITY = 0.92
_SHORT = 2


def company_key(name: str) -> str:
    """Return a name without legal form, case, width, spaces and punctuation.

    The bare name where nothing else would be left.
    """
    return company_key_of(fold(name))


def company_keys(names: Sequence[str]) -> list[str]:
    """Return the same of many names, in less time than one by one."""
    return [company_key_of(folded or "") for folded in fold_all(names)]


def company_key_of(folded: str) -> str:
    """Return the same of a name that is folded."""
    if "." in folded:
        folded = _DOTTED.sub(lambda match: match[0].replace(".", ""), folded)
    is_plain = folded.replace(" ", "").isalnum()
    words = folded.split(" ") if is_plain else _WORD.findall(folded)
    forms, endings = _legal_forms()
    while len(words) > 1 and words[-1] in forms:
        words.pop()
    key = "".join(words)
    while key.endswith(endings) and (
        ending := next((each for each in endings if _ends_with(key, each)), None)
    ):
        key = key.removesuffix(ending)
    return key


def _ends_with(key: str, ending: str) -> bool:
    """Return whether a key has an ending, and something to tell names apart before it."""
    return key.endswith(ending) and len(key) > len(ending) + 1


def numbers_of(key: str) -> str:
    """Return the digits of a name's key, sorted: names of other digits are not similar."""
    return "" if key.isalpha() else "".join(sorted(filter(str.isdecimal, key)))


Similarity = Callable[[str, str, str, str], float]


def similarity_of_names() -> Similarity:
    """Return a function of two names and their keys that says how similar they are, 0 … 1.

    It is Levenshtein's, normalised by the longer key; 0 below a least similarity, and where a
    number or a single letter differs: they distinguish branches, units and series.
    """
    from rapidfuzz.distance import Levenshtein  # used by the search for duplicates only

    compare = Levenshtein.normalized_similarity

    def similarity(one: str, other: str, key: str, other_key: str) -> float:
        found = compare(key, other_key, score_cutoff=_MIN_SIMILARITY)
        if found and _distinguishing_words(one) != _distinguishing_words(other):
            return 0.0
        return found

    return similarity


def _distinguishing_words(name: str) -> list[str]:
    """Return the numbers and the very short words of a name, sorted."""
    forms, _endings = _legal_forms()
    return sorted(
        word
        for word in _WORD.findall(fold(name))
        if any(map(str.isdigit, word))
        or (len(word) <= _SHORT and word.isascii() and word not in forms)
    )


@cache
def _legal_forms() -> tuple[frozenset[str], tuple[str, ...]]:
    data = tomllib.loads((Path(__file__).parent / "legal_forms.toml").read_text(encoding="utf-8"))
    endings = sorted(map(fold, data["endings"]), key=len, reverse=True)
    return frozenset(data["words"]), tuple(endings)
