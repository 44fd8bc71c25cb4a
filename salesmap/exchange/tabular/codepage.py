"""Which older encoding bytes beyond ASCII have, from a single word on.

Nearly every sequence of bytes can be read in several, so the text that comes of it decides. Chinese
uses the few thousand characters that GB2312 and Big5 put first, Japanese its two syllabaries,
Russian whole words of Cyrillic letters; Western letters beyond ASCII stand alone among ASCII ones.
The statistics of libraries for this need sentences, which names are not.
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
_OF_MACS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüœßÄÅÇÉÑÖÜØÆÀÃÕŒÁÂÊÈÍÎÓÔÒÚÛÙ“”‘’«»\xa0"
_BESIDE_ASCII = re.compile("[^\x00-\x7f](?=[a-z]|[^\x00-\x7f][a-z])")
_LANGUAGES = (
    ("ąćęłńóśźż", "łŁżŻąź", "ęśćń", ""),
    ("áčďéěíňóřšťúůýžľôä", "ť", "řě", "čůňšžŠŽ"),
    ("áéíóöőúüű", "", "őű", ""),
)
"""Languages of Central Europe: their letters; those that the West does not have within words; those
of which two together are evidence, and those that help one of them."""
_VOWELS = "àáâãäåæèéêëìíîïòóôõöøùúûüýÿœ"
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


def likely_encodings(sample: bytes) -> list[str]:
    """Return the encodings that the bytes can have, the likelier first."""
    scores = {}
    for encoding, score, least in _ENCODINGS:
        try:
            # Incrementally, because the sample may end within a character.
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        if (fitness := score(text)) >= least:
            scores[encoding] = fitness - (0 if encoding in _USUAL else _HANDICAP)
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


def _central_european(text: str) -> float:
    """Return how much the letters look like Polish, Czech, Slovak or Hungarian: 1.1 or -1.

    Most of them are letters of the West as well, so all must be of one language, and some beside
    ASCII ones such as the West does not have there.
    """
    letters = set("".join(_BEYOND_ASCII.findall(text))) - set(_OPENING + _CLOSING + "–")
    beside = set(_BESIDE_ASCII.findall(text))
    for alphabet, strong, weak, helping in _LANGUAGES:
        evidence = len(beside & set(weak)) + bool(letters & set(helping))
        if set("".join(letters).lower()) <= set(alphabet) and (
            beside & set(strong) or (evidence > 1 and beside & set(weak))
        ):
            return 1.1
    return -1


def _macintosh(text: str) -> float:
    """Return how much the characters beyond ASCII look like Western letters of an old Mac."""
    found = set("".join(_BEYOND_ASCII.findall(text)))
    return _western(text) if found <= set(_OF_MACS) else -1


def _cyrillic(text: str) -> float:
    """Return how much the characters beyond ASCII look like words of Russian, from -1 to 1."""
    runs = _BEYOND_ASCII.findall(text)
    if not any(len(run) > 2 and _is_russian(run) for run in runs):
        return -1
    fit = sum(len(run) if _is_russian(run) else -len(run) for run in runs)
    return fit / max(sum(map(len, runs)), 1)


def _is_russian(run: str) -> bool:
    letters = run.strip("«»№—–„“”…\xa0")
    return not letters or (
        all("а" <= letter <= "я" or letter == "ё" for letter in letters.lower())
        and (letters[1:].islower() or letters.isupper() or len(letters) == 1)
    )


def _traditional(text: str) -> float:
    """Return how much the characters look like Chinese in Taiwan and Hong Kong, from -1 to 1."""
    if not any(len(run) > 1 for run in _BEYOND_ASCII.findall(text)):
        return -1
    found = "".join(_BEYOND_ASCII.findall(text))
    return sum(map(_commonness_in_big5, found)) / max(len(found), 1)


def _commonness_in_big5(character: str) -> float:
    if character in _CHINESE_SIGNS:
        return 1
    code = character.encode("big5", "replace")
    if len(code) != 2 or not "\u4e00" <= character <= "\u9fff":
        return -1
    return 1 if 0xA4 <= code[0] <= 0xC6 else 0.2


def _japanese(text: str) -> float:
    """Return how much the characters look like Japanese, from -1 to 1."""
    if not any(len(run) > 1 for run in _BEYOND_ASCII.findall(text)):
        return -1
    found = "".join(_BEYOND_ASCII.findall(text))
    return sum(map(_commonness_in_japanese, found)) / max(len(found), 1)


def _commonness_in_japanese(character: str) -> float:
    if "\u3040" <= character <= "\u30ff" or character in "、。「」（）・ー：　":
        return 1.1
    code = character.encode("cp932", "replace")
    if len(code) != 2:
        return -1  # half of a syllable, as nobody writes any more
    return 0.9 if 0x88 <= code[0] <= 0x97 else 0.2


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
    if run.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return 0
    return 1 if before.isalpha() or after.isalpha() else 0.3


_USUAL = ("gb18030", "cp1252", "cp1250")
_HANDICAP = 0.15
"""What the others must be better by."""
_ENCODINGS = (
    # Traditional Chinese has rarer characters only; Western bytes read as Chinese make no words.
    ("gb18030", _chinese, -0.5),
    ("cp1252", _western, 0),
    ("cp932", _japanese, 0.6),
    ("cp1251", _cyrillic, 0.8),
    ("cp1250", _central_european, 0.5),
    ("mac_roman", _macintosh, 0.7),
    ("big5", _traditional, 0.6),
)
"""The encodings, what scores them, and the least score of a likely one; of equals the first.

Only texts of Central Europe pass for CP1250."""
