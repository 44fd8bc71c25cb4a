"""What the words of a file for stages and outcomes mean, read by column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from salesmap.domain.vocabulary import ENDS
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import without_guard

STATUSES = ("open", *ENDS)

# 3-Proposal · F. Negotiations · 03 Proposal · (3) Proposal · Stage 3: Proposal · 阶段三：需求
_NUMBERED = re.compile(
    r"\s*(?:stage|step|phase|阶段|第)?\s*[(\[（【]?\s*(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,2})"
    r"\s*(?:步|阶段)?(?:\s*[)\]）】.、:：\-–—_/|]+\s*|(?<=\d)\s+)(?=\S)",
    re.IGNORECASE,
)
# Proposal (60%) · Proposal - 60 % · 报价 60%
_PERCENT = re.compile(r"\s*[-–—:：]?\s*[(\[（]?\s*\d{1,3}(?:[.,]\d+)?\s*[%％]\s*[)\]）]?\s*$")


class StageMaps(NamedTuple):
    """What words mean: as the user says of stages and of outcomes, and as we know them.

    All by normalized word.
    """

    stages: Mapping[str, str]
    statuses: Mapping[str, str]
    known: Mapping[str, str]

    def meaning(self, word: str, field: str = "stage") -> str | None:
        """Return the stage or outcome that a word means in the column of a field."""
        told = (self.stages, self.statuses)
        chosen = (*(reversed(told) if field == "status" else told), self.known)
        for names in chosen:
            for variant in _variants(word):
                meaning: str | None = names.get(normalized(variant))
                if meaning is not None:
                    return meaning
        return None


class StageWords(NamedTuple):
    """The words of the stage columns of a file.

    `meanings` are our stages and outcomes by field and word, `found` (ours, rows) by word,
    `unknown` the words that mean nothing to us, or nothing clear.
    """

    meanings: Mapping[str, Mapping[str, str]] = {}
    found: Mapping[str, tuple[str, int]] = {}
    unknown: tuple[str, ...] = ()


def read_stage_words(
    columns: Mapping[str, Mapping[str, int]], maps: StageMaps, empty: frozenset[str]
) -> StageWords:
    """Return what the words of each field mean; `columns` are their numbers of rows by field."""
    meanings: dict[str, dict[str, str]] = {}
    found: dict[str, tuple[str, int]] = {}
    unknown: list[str] = []
    for field, words in columns.items():
        known = meanings.setdefault(field, {})
        texts = {word: without_guard(word.strip()) for word in words}
        filled = {word: text for word, text in texts.items() if text.casefold() not in empty}
        for text in dict.fromkeys(filled.values()):
            if meaning := maps.meaning(text, field):
                known[text] = meaning
        _read_unclear(known, list(filled.values()))
        for word, text in filled.items():
            if text in known:
                count = words[word] + found.get(text, ("", 0))[1]
                found[text] = known[text], count
            elif text not in unknown:
                unknown.append(text)
    return StageWords(meanings, found, tuple(unknown))


def _read_unclear(known: dict[str, str], texts: Sequence[str]) -> None:
    """Add what words like `dead` mean: of a deal that it is lost, of a lead that it is none.

    Deals are what also is won; leads are in stages of a lead. Else nobody can tell.
    """
    unclear = aliases("unclear")
    meanings = set(known.values())
    for text in texts:
        if text in known or not any(normalized(each) in unclear for each in _variants(text)):
            continue
        if "won" in meanings:
            known[text] = "lost"
        elif meanings - set(STATUSES) and "lost" not in meanings:
            known[text] = "dropped"


def _variants(word: str) -> Iterator[str]:
    """Yield a word, then without its number before it, its percentage behind it, or both."""
    yield word
    without_number = _NUMBERED.sub("", word, count=1)
    without_percent = _PERCENT.sub("", word)
    if without_number != word:
        yield without_number
    if without_percent not in ("", word):
        yield without_percent
        if without_number != word:
            yield _PERCENT.sub("", without_number)
