"""GB18030 or CP1252: which of the two encodings bytes beyond ASCII have, from a single word on.

Nearly every sequence of bytes can be read as either, so the text that comes of it decides. Chinese
uses the few thousand characters that GB2312 put first; Western letters beyond ASCII stand alone
among ASCII ones. The statistics of libraries for this need sentences, which names are not.
"""

import codecs
import re

_CHINESE_SIGNS = (
    "，。、；：？！（）《》〈〉“”‘’【】「」『』〔〕—–…·～￥％＋－＝／＆＠＃０１２３４５６７８９"
)
_OPENING = "¿¡«“‘’„‚\xa0"
_CLOSING = "»”’“‘…™®°ª€\xa0"
_SIGNS = f"{_OPENING}{_CLOSING}•–—¢£§¨©±²³´·¹º¼½¾×÷"
_NEVER_AFTER_SIGNS = "@[\\]^`{|}~"
_VOWELS = "àáâãäåæèéêëìíîïòóôõöøùúûüýÿœ"
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def likely_encodings(sample: bytes) -> list[str]:
    """Return the encodings that the bytes can have, the likelier first."""
    scores = {}
    # Traditional Chinese has rarer characters only; Western bytes read as Chinese make no words.
    for encoding, score, least in (("gb18030", _chinese, -0.5), ("cp1252", _western, 0)):
        try:
            # Incrementally, because the sample may end within a character.
            scores[encoding] = score(codecs.getincrementaldecoder(encoding)().decode(sample))
        except UnicodeDecodeError:
            continue
        if scores[encoding] < least:
            del scores[encoding]
    return sorted(scores, key=lambda encoding: -scores[encoding])


def _chinese(text: str) -> float:
    """Return how much the characters beyond ASCII look like Chinese, from -1 to 1."""
    found = "".join(_BEYOND_ASCII.findall(text))
    return sum(map(_commonness, found)) / max(len(found), 1)


def _commonness(character: str) -> float:
    """Return 1 for punctuation and the 3,755 common characters of GB2312, less for others."""
    if character in _CHINESE_SIGNS:
        return 1
    code = character.encode("gb18030")
    if len(code) != 2 or code[1] < 0xA1 or not 0xB0 <= code[0] <= 0xF7:
        return -0.5 if "\u4e00" <= character <= "\u9fff" else -1
    return 1 if code[0] <= 0xD7 else 0.4


def _western(text: str) -> float:
    """Return how much the characters beyond ASCII look like Western letters, from -1 to 1."""
    runs = list(_BEYOND_ASCII.finditer(text))
    fit = sum(
        _fitness(
            run[0], text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        )
        * len(run[0])
        for run in runs
    )
    return fit / max(sum(len(run[0]) for run in runs), 1)


def _fitness(run: str, before: str, after: str) -> float:
    """Return how well a run of characters beyond ASCII fits between its neighbours."""
    letters = run.lstrip(_OPENING).rstrip(_CLOSING)
    if not letters or (len(run) == 1 and run in _SIGNS):
        return 0.3 if len(run) > 1 else 0 if after and after in _NEVER_AFTER_SIGNS else 0.9
    if not letters.isalpha() or len(letters) > 3:
        return -0.5
    if letters != run:
        return 0.5 if len(letters) == 1 else -0.5
    if len(run) > 1:
        is_word = (
            run[1:].islower() and set(run.lower()) & set(_VOWELS) and (before + after).isalpha()
        )
        return 0.7 if is_word and (run.islower() or not before.isalpha()) else -0.5
    if run.isupper() and before.islower():
        return 0
    return 1 if before.isalpha() or after.isalpha() else 0.3
