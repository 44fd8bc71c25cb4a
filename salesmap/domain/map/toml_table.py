"""A table of a map's TOML, read key by key; violations are collected and reading goes on."""

from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.domain.map.line_numbers import Path
from salesmap.domain.map.words import Words
from salesmap.domain.vocabulary import THRESHOLD_SIDES


class Violation(NamedTuple):
    """A mistake in a map: its path in the data, the same in words (`where`), and the problem."""

    path: Path
    where: str
    problem: str


class Table:
    """One table. Every method returns a value of its type, even where the text has none."""

    def __init__(
        self, data: dict[str, Any], path: Path, where: str, violations: list[Violation]
    ) -> None:
        self.data = data
        self.path = path
        self.where = where
        self.violations = violations
        self.known_keys: list[str] = []

    def wrong(self, problem: str, *keys: str | int) -> None:
        """Note a problem at one of the table's keys, or at the table itself."""
        self.violations.append(Violation((*self.path, *keys), self.where, problem))

    def is_right(self, *keys: str) -> bool:
        """Return whether nothing was wrong at these keys so far: a mistake is told once."""
        return not {(*self.path, key) for key in keys} & {each.path for each in self.violations}

    def has(self, key: str) -> bool:
        """Return whether the key is there; from here on it counts as known."""
        self.known_keys.append(key)
        return key in self.data

    def text(self, key: str) -> str:
        """Return a required text."""
        if not self.has(key):
            self.wrong(_("{key} is missing").format(key=key))
        elif isinstance(value := self.data[key], str) and value.strip():
            return value
        else:
            self.wrong(_("{key} must be a string").format(key=key), key)
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Return an optional text."""
        return self.text(key) if self.has(key) else None

    def key(self) -> str:
        """Return the table's `key`: letters, digits, `-` and `_`."""
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
        """Return a required text in both languages."""
        if not self.has(key):
            self.wrong(_("{key} is missing: write {key} = {{ en = …, zh = … }}").format(key=key))
            return Words("", "")
        return self._words(self.data[key], key)

    def words_or_none(self, key: str) -> Words | None:
        """Return an optional text in both languages."""
        return self.words(key) if self.has(key) else None

    def words_or_text(self, key: str) -> Words | None:
        """Return an optional text in both languages, or one that is the same in both."""
        value = self.data.get(key)
        if isinstance(value, str) and self.has(key) and (text := value.strip()):
            return Words(text, text)
        return self.words_or_none(key)

    def words_list(self, key: str) -> tuple[Words, ...]:
        """Return an optional list of texts in both languages."""
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
        if extra := sorted(value.keys() - set(Words._fields)):
            self.wrong(
                _("{key} has an unsupported language: {more}").format(
                    key=key, more=", ".join(extra)
                ),
                key,
            )
        return Words(value["en"].strip(), value["zh"].strip())

    def number(self, key: str, least: float, most: float, default: float | None = None) -> float:
        """Return a number between two bounds; required unless there is a default."""
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
                _("{key} must be a number from {least} to {most}").format(
                    key=key, least=f"{least:.9g}", most=f"{most:.9g}"
                ),
                key,
            )
            return least
        return value

    def integer(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number between two bounds; required unless there is a default."""
        value = self.number(key, least, most, default)
        if value != int(value):
            self.wrong(_("{key} must be a whole number").format(key=key), key)
        return int(value)

    def bounds(self, key: str, least: int, most: int, default: tuple[int, ...]) -> tuple[int, ...]:
        """Return as many whole numbers as the default has, each above the one before."""
        if not self.has(key):
            return default
        value = self.data[key]
        if (
            not isinstance(value, list)
            or len(value) != len(default)
            or not all(type(each) is int and least <= each <= most for each in value)
            or any(before >= after for before, after in pairwise(value))
        ):
            self.wrong(
                _("{key} must be {count} whole numbers, each above the one before").format(
                    key=key, count=len(default)
                ),
                key,
            )
            return default
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.data[key] if self.has(key) else default
        if not isinstance(value, bool):
            self.wrong(_("{key} must be true or false").format(key=key), key)
            return default
        return value

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return one of the choices; required unless there is a default."""
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
        """Return one of the choices, or None."""
        return self.choice(key, choices) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return an optional list of texts; a single text is a list of one."""
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

    def some_texts(self, key: str) -> tuple[str, ...]:
        """Return a required list of texts."""
        texts = self.texts(key)
        if not texts and self.is_right(key):
            self.wrong(_("{key} is missing").format(key=key))
        return texts

    def choices(self, key: str) -> tuple[Words, ...]:
        """Return an optional list of choices: texts for both languages, or in each language."""
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
        """Return the key of the threshold: `above` or `below`."""
        keys = [side for side in THRESHOLD_SIDES if self.has(side)]
        if len(keys) != 1:
            self.wrong(_("the threshold is missing: write above = … or below = …"))
        return keys[0] if keys else THRESHOLD_SIDES[0]

    def table_or_none(self, key: str, where: str) -> "Table | None":
        """Return an optional table inside this one; `where` is its name in words."""
        if not self.has(key):
            return None
        if not isinstance(self.data[key], dict):
            self.wrong(_("{key} must be a TOML table").format(key=key), key)
            return None
        return Table(self.data[key], (*self.path, key), self._within(where), self.violations)

    def tables(self, key: str, where: str) -> list["Table"]:
        """Return the tables `[[key]]` inside this one; `where` is the name of one in words."""
        if not self.has(key):
            return []
        value = self.data[key]
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(_("{key} must be written as [[{key}]]").format(key=key), key)
            return []
        return [
            Table(each, (*self.path, key, index), self._within(where), self.violations)
            for index, each in enumerate(value)
        ]

    def finish(self) -> None:
        """Note the keys that no method has read as unknown."""
        for key in self.data.keys() - set(self.known_keys):
            close = get_close_matches(key, self.known_keys, 1)
            if close:
                self.wrong(
                    _("unknown key {key!r}: did you mean {close}?").format(key=key, close=close[0]),
                    key,
                )
            else:
                self.wrong(
                    _("unknown key {key!r}: choose one of {known}").format(
                        key=key, known=", ".join(self.known_keys)
                    ),
                    key,
                )

    def _within(self, where: str) -> str:
        return f"{self.where} · {where}" if self.where else where
