"""Words, dates, amounts and quantities as a paper shows them, in Chinese, English or both.

A text is a tuple: the same in each language of the paper, in their order; one where they agree.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from salesmap.core.figures.currencies import smallest_unit
from salesmap.core.figures.rounding import MILLION
from salesmap.core.i18n import chinese
from salesmap.domain.map.words import Words

Text = tuple[str, ...]

_LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WIDE, _FIRST_WIDE = 1.9, 0x2E80
_JOINERS = "\u200c\u200d"
"""Invisible, but part of how words and pictures are written."""


class Texts:
    """The words of a paper in its language, `zh`, `en` or `both`."""

    def __init__(self, lang: str) -> None:
        self.langs = _LANGUAGES[lang]

    def say(self, message: str, **data: Text) -> Text:
        """Return a message of the catalogue, filled with texts."""
        return unique(
            (chinese(message) if lang == "zh" else message).format(
                **{key: value[min(index, len(value) - 1)] for key, value in data.items()}
            )
            for index, lang in enumerate(self.langs)
        )

    def words(self, words: Words, **data: Text) -> Text:
        """Return a text of a template, filled with texts."""
        return unique(
            printable(
                words.text(lang).format(
                    **{key: value[min(index, len(value) - 1)] for key, value in data.items()}
                )
            )
            for index, lang in enumerate(self.langs)
        )

    def day(self, day: date) -> Text:
        """Return a day: 2026年12月1日, 1 Dec 2026."""
        return unique(
            f"{day.year}年{day.month}月{day.day}日"
            if lang == "zh"
            else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
            for lang in self.langs
        )


def unique(texts: Iterable[str]) -> Text:
    """Return the texts without those that are there already."""
    return tuple(dict.fromkeys(texts))


def printable(text: str) -> str:
    """Return a text without what steers a screen or a page: controls and marks of direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        each
        for each in text
        if each == "\n" or each in _JOINERS or unicodedata.category(each) not in _INVISIBLE
    )


def amount(cents: int, currency: str) -> str:
    """Return an amount with thousands, and the decimals that its currency has."""
    if smallest_unit(currency) == 100 and cents % 100 == 0:
        return f"{cents // 100:,}"
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02}"


def decimal(micros: int) -> str:
    """Return whole millionths as a number with thousands and without zeros behind."""
    text = f"{Decimal(micros) / MILLION:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(micros: int) -> str:
    """Return a rate as a percentage."""
    return f"{decimal(micros * 100)}%"


def cells(text: str) -> float:
    """Return about how wide a text is, in Latin letters: a Chinese character is as wide as two."""
    return sum(_WIDE if ord(each) >= _FIRST_WIDE else 1 for each in text)
