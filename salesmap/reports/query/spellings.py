"""The ways in which a text is written in the database: `Ann`, `ann` and `ＡＮＮ` are one owner."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SHOWN = 5


class UnknownValue(NamedTuple):
    """A value of a filter that no lead has, and those that leads have, the nearest first."""

    field: str
    value: str
    known: tuple[str, ...]
    is_cut: bool


class Spellings(NamedTuple):
    """The stored texts of a field."""

    field: str
    stored: Sequence[str]

    def of(self, value: str) -> list[str]:
        """Return the stored texts that differ from a value in case, width or accents only."""
        key = fold(value)
        return [text for text in self.stored if text == value or fold(text) == key]

    def unknown(self, value: str) -> UnknownValue:
        """Return a value that is not stored, with the nearest that are."""
        from difflib import get_close_matches

        by_key: dict[str, str] = {}
        for text in self.stored:
            by_key.setdefault(fold(text), text)
        close = get_close_matches(fold(value), by_key, _SHOWN, 0.5)
        others = [key for key in sorted(by_key) if key not in close]
        listed = tuple(by_key[key] for key in [*close, *others][:_SHOWN])
        return UnknownValue(self.field, value, listed, len(by_key) > _SHOWN)


def unknown_values(field: str, values: Sequence[str], known: Sequence[str]) -> list[UnknownValue]:
    """Return the values of a filter that none of the known texts is, folded."""
    keys = {fold(text) for text in known}
    stored = Spellings(field, list(known))
    return [stored.unknown(value) for value in values if fold(value) not in keys]


def spellings(connection: Connection, field: str, expression: str) -> Spellings:
    """Return the stored texts of a field of leads; `expression` is the field over `lead l`."""
    sql = statements(__file__)
    query = sql.get(field) or sql["texts"].replace("{expression}", expression)
    texts = (text for (text,) in connection.execute(query) if text is not None)
    return Spellings(field, [str(text) for text in texts])


def one_spelling(connection: Connection, field: str, expression: str) -> str:
    """Return SQL for a text of `lead l` in its first spelling, so that groups are one each.

    It is `expression` itself where every text is written in one way only.
    """
    name = "first_tags" if field == "tag" else "first_spellings"
    sql = statements(__file__)[name].replace("{expression}", expression)
    return in_first_spelling(expression, (text for text, _first_id in connection.execute(sql)))


def in_first_spelling(expression: str, texts: Iterable[str]) -> str:
    """Return SQL for a text in the first spelling of it among the stored ones, in their order."""
    first: dict[str, str] = {}
    others: dict[str, str] = {}
    for text in texts:
        key = fold(str(text))
        if key in first:
            others[str(text)] = first[key]
        else:
            first[key] = str(text)
    if not others:
        return expression
    cases = " ".join(f"WHEN {_quoted(text)} THEN {_quoted(to)}" for text, to in others.items())
    return f"CASE {expression} {cases} ELSE {expression} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
