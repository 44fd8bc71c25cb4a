"""A table of a map's TOML, read key by key: whatever is wrong is noted with its place, and reading goes on."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.domain.map.line_numbers import Path
from salesmap.domain.map.model import Words
from salesmap.domain.vocabulary import THRESHOLD_SIDES


class Mistake(NamedTuple):
    """What is wrong, and where: `path` is the place in the data, `where` the same in words."""

    path: Path
    where: str
    problem: str


class Table:
    """One table. Every `read` method returns something of its type, even where the text has nothing of the kind."""

    def __init__(
        self, data: dict[str, Any], path: Path, where: str, mistakes: list[Mistake]
    ) -> None:
        self.data = data
        self.path = path
        self.where = where
        self.mistakes = mistakes
        self.known: list[str] = []

    def wrong(self, problem: str, *keys: str | int) -> None:
        """Note a mistake at one of the table's keys, or at the table itself."""
        self.mistakes.append(Mistake((*self.path, *keys), self.where, problem))

    def has(self, key: str) -> bool:
        """Whether the key is there; it is known from here on."""
        self.known.append(key)
        return key in self.data

    def text(self, key: str) -> str:
        """A text that must be there."""
        if not self.has(key):
            self.wrong(_("{key} is missing").format(key=key))
        elif isinstance(value := self.data[key], str) and value.strip():
            return value
        else:
            self.wrong(_("{key} must be a string").format(key=key), key)
        return ""

    def text_or_none(self, key: str) -> str | None:
        """A text, if there is one."""
        return self.text(key) if self.has(key) else None

    def key(self) -> str:
        """The table's own key: letters, digits, `-` and `_`."""
        key = self.text("key")
        if key and not key.replace("-", "").replace("_", "").isalnum():
            self.wrong(
                _("the key {key!r} may only contain letters, digits, - and _").format(key=key),
                "key",
            )
        if key:
            self.where = f"{self.where} {key}".strip()
        return key

    def words(self, key: str) -> Words:
        """A text in both languages that must be there."""
        if not self.has(key):
            self.wrong(_("{key} is missing: write {key} = {{ en = …, zh = … }}").format(key=key))
            return Words("", "")
        return self._words(self.data[key], key)

    def words_or_none(self, key: str) -> Words | None:
        """A text in both languages, if there is one."""
        return self.words(key) if self.has(key) else None

    def words_list(self, key: str) -> tuple[Words, ...]:
        """Texts in both languages, if any."""
        if not self.has(key):
            return ()
        if not isinstance(self.data[key], list):
            self.wrong(_("{key} must be a list of {{ en = …, zh = … }}").format(key=key), key)
            return ()
        return tuple(self._words(value, key) for value in self.data[key])

    def _words(self, value: Any, key: str) -> Words:
        if not isinstance(value, dict) or not all(
            isinstance(value.get(lang), str) and value[lang].strip() for lang in Words._fields
        ):
            self.wrong(_("{key} must be {{ en = …, zh = … }}").format(key=key), key)
            return Words("", "")
        if more := sorted(value.keys() - set(Words._fields)):
            self.wrong(
                _("{key} has an unsupported language: {more}").format(
                    key=key, more=", ".join(more)
                ),
                key,
            )
        return Words(value["en"].strip(), value["zh"].strip())

    def number(self, key: str, least: float, most: float, default: float | None = None) -> float:
        """A number between two bounds; it must be there unless there is a default."""
        if not self.has(key):
            if default is None:
                self.wrong(_("{key} is missing").format(key=key))
            return default or 0
        value = self.data[key]
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not least <= value <= most
        ):
            self.wrong(
                _("{key} must be a number from {least:g} to {most:g}").format(
                    key=key, least=least, most=most
                ),
                key,
            )
            return least
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number between two bounds; it must be there unless there is a default."""
        value = self.number(key, least, most, default)
        if value != int(value):
            self.wrong(_("{key} must be a whole number").format(key=key), key)
        return int(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.data[key] if self.has(key) else default
        if not isinstance(value, bool):
            self.wrong(_("{key} must be true or false").format(key=key), key)
            return default
        return value

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of some words; it must be there unless there is a default."""
        if not self.has(key):
            if default is None:
                self.wrong(
                    _("{key} is missing: choose one of {known}").format(
                        key=key, known=", ".join(choices)
                    )
                )
            return default or choices[0]
        value = self.data[key]
        if value not in choices:
            self.wrong(
                _("{key} cannot be {value!r}: choose one of {known}").format(
                    key=key, value=value, known=", ".join(choices)
                ),
                key,
            )
            return choices[0]
        return str(value)

    def choice_or_none(self, key: str, choices: Sequence[str]) -> str | None:
        """One of some words, if there is one."""
        return self.choice(key, choices) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text alone, if any."""
        if not self.has(key):
            return ()
        value = self.data[key]
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(
            isinstance(each, str) and each.strip() for each in values
        ):
            self.wrong(_("{key} must be a list of strings").format(key=key), key)
            return ()
        return tuple(values)

    def choices(self, key: str) -> tuple[Words, ...]:
        """What may be chosen: words that are the same in both languages, or in each its own."""
        if not self.has(key):
            return ()
        if not isinstance(self.data[key], list):
            self.wrong(_("{key} must be a list").format(key=key), key)
            return ()
        return tuple(
            Words(value, value) if isinstance(value, str) else self._words(value, key)
            for value in self.data[key]
        )

    def side(self) -> str:
        """On which side of its threshold something hurts: `above` or `below`, whichever key is there."""
        sides = [side for side in THRESHOLD_SIDES if self.has(side)]
        if len(sides) != 1:
            self.wrong(_("the threshold is missing: write above = … or below = …"))
        return sides[0] if sides else THRESHOLD_SIDES[0]

    def table_or_none(self, key: str, where: str) -> "Table | None":
        """A table within, if there is one."""
        if not self.has(key):
            return None
        if not isinstance(self.data[key], dict):
            self.wrong(_("{key} must be a TOML table").format(key=key), key)
            return None
        return Table(self.data[key], (*self.path, key), self._within(where), self.mistakes)

    def tables(self, key: str, where: str) -> list["Table"]:
        """The tables `[[key]]` within, if any; `where` is what one is called."""
        if not self.has(key):
            return []
        value = self.data[key]
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(_("{key} must be written as [[{key}]]").format(key=key), key)
            return []
        return [
            Table(each, (*self.path, key, place), self._within(where), self.mistakes)
            for place, each in enumerate(value)
        ]

    def done(self) -> None:
        """Everything there is to read has been read: what is left, nobody knows."""
        for key in self.data.keys() - set(self.known):
            close = get_close_matches(key, self.known, 1)
            if close:
                self.wrong(
                    _("unknown key {key!r}: did you mean {close}?").format(key=key, close=close[0]),
                    key,
                )
            else:
                self.wrong(
                    _("unknown key {key!r}: choose one of {known}").format(
                        key=key, known=", ".join(self.known)
                    ),
                    key,
                )

    def _within(self, where: str) -> str:
        return f"{self.where} · {where}" if self.where else where
