"""Statements as PostgreSQL and its driver read them.

A text that runs on SQLite runs here, with the same rows in the same order: parameters get the
driver's form, integers 64 bits, and every ORDER BY says where empty values stand (first, as SQLite
has them). What cannot be told by the words alone is a function in `functions.sql`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<text>'(?:[^']|'')*') | (?P<quoted>"(?:[^"]|"")*") | (?P<comment>--[^\n]*)
    | (?P<cast>::) | (?P<position>\?) | :(?P<name>[A-Za-z_]\w*) | (?P<percent>%)
    | (?P<word>[A-Za-z_][\w.]*) | (?P<sign>[(),;]) | (?P<space>\s+) | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_INSERT = re.compile(r'\s*INSERT\s+INTO\s+"?(\w+)"?\s*(?:\(([^)]*)\))?', re.IGNORECASE)
_OPTIONAL = re.compile(r"\bLEFT JOIN\s+(?:\w+|\([^()]*\))\s+(?:AS\s+)?(\w+)", re.IGNORECASE)
_ENDS_ORDER = frozenset({"LIMIT", "OFFSET", "ROWS", "RANGE", "GROUPS", "UNION"})
_QUOTED = re.compile(r"('(?:[^']|'')*')")
_DIFFERS = re.compile(r"\bIS NOT (?!NULL\b|DISTINCT\b|TRUE\b|FALSE\b)", re.IGNORECASE)
_EQUALS = re.compile(r"\bIS (?!NOT\b|NULL\b|DISTINCT\b|TRUE\b|FALSE\b)", re.IGNORECASE)
_NONE_OF_NONE = re.compile(r"\bNOT IN\s*\(\s*\)", re.IGNORECASE)
_ONE_OF_NONE = re.compile(r"\bIN\s*\(\s*\)", re.IGNORECASE)
_SCHEMAS = {"main": "public", "temp": "pg_temp"}
_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION"}
"""Types that are shorter here than in SQLite."""


class Statement(NamedTuple):
    """A statement for the driver; of an INSERT its table, and whether the rows bring their ids."""

    text: str
    inserts_into: str | None
    has_id: bool


@lru_cache(maxsize=1024)
def translated(sql: str) -> Statement:
    """Return a statement as the driver reads it."""
    insert = _INSERT.match(sql)
    table = insert[1] if insert else None
    columns = re.findall(r"\w+", insert[2] or "") if insert else []
    return Statement(_Writer(sql).text(), table, "id" in columns)


def _compared(part: str) -> str:
    """Return a part of a statement with comparisons to NULL and to an empty list spelled out."""
    if part.startswith("'"):
        return part
    part = _NONE_OF_NONE.sub("NOT IN (NULL) IS NOT FALSE", part)
    part = _ONE_OF_NONE.sub("IN (NULL) IS TRUE", part)
    return _EQUALS.sub("IS NOT DISTINCT FROM ", _DIFFERS.sub("IS DISTINCT FROM ", part))


class _Writer:
    """Writes a statement anew, token by token."""

    def __init__(self, sql: str) -> None:
        self.out: list[str] = []
        self.optional = set(_OPTIONAL.findall(sql))
        self.depth = 0
        self.orders: list[tuple[int, int]] = []
        self.words: list[str] = []
        """For each ORDER BY under way: how deep it stands, and where its last key begins."""
        self.casts: list[tuple[int, int]] = []
        """For each CAST under way: how deep its words stand, and where it begins."""
        self.sql = "".join(map(_compared, _QUOTED.split(sql)))

    def text(self) -> str:
        for match in _TOKEN.finditer(self.sql):
            self._write(match)
        while self.orders:
            self._end_key()
            self.orders.pop()
        return "".join(self.out)

    def _write(self, match: re.Match[str]) -> None:
        kind, token = match.lastgroup, match[0]
        if kind == "name":
            token = f"%({match['name']})s"
        elif kind == "position":
            token = "%s"
        elif kind in ("text", "quoted", "percent", "comment"):
            token = token.replace("%", "%%")
        elif kind == "word":
            token = self._word(token)
        elif kind == "sign":
            self._sign(token)
        self.out.append(token)
        if kind == "word" and [word.upper() for word in self.words[-2:]] == ["ORDER", "BY"]:
            self.orders.append((self.depth, len(self.out)))
        if kind == "sign" and token == "," and self.orders and self.orders[-1][0] == self.depth:
            self.orders[-1] = (self.depth, len(self.out))

    def _word(self, word: str) -> str:
        before = self.words[-1].upper() if self.words else ""
        self.words.append(word)
        if word.upper() == "CAST":
            self.casts.append((self.depth + 1, len(self.out)))
        if self.orders and self.orders[-1][0] == self.depth and word.upper() in _ENDS_ORDER:
            self._end_key()
            self.orders.pop()
        if before == "AS":
            is_cast = self.casts and self.casts[-1][0] == self.depth
            if is_cast and word == "REAL":
                return self._number()
            return _TYPES.get(word, word)
        schema, dot, name = word.partition(".")
        if not dot:
            return word
        if before == "INDEX":  # an index is where its table is
            return name
        return f"{_SCHEMAS.get(schema, schema)}.{name}"

    def _sign(self, sign: str) -> None:
        if sign == "(":
            self.depth += 1
        elif sign == ")":
            if self.orders and self.orders[-1][0] == self.depth:
                self._end_key()
                self.orders.pop()
            if self.casts and self.casts[-1][0] == self.depth:
                self.casts.pop()
            self.depth -= 1
        elif sign == "," and self.orders and self.orders[-1][0] == self.depth:
            self._end_key()

    def _number(self) -> str:
        """Make a cast to a real number the call of a function, which takes any text for one."""
        self.out[self.casts[-1][1]] = "salesmap.number"
        while self.out.pop() != "AS":
            pass
        return ""

    def _end_key(self) -> None:
        """Say where empty values stand, at the end of a sort key, unless the key is never empty."""
        _depth, start = self.orders[-1]
        key = "".join(self.out[start:])
        words = key.split()
        if words and words[0].upper() == "NULL":  # a key that is a bare NULL is refused
            start = next(index for index in range(start, len(self.out)) if self.out[index].strip())
            self.out[start] = "CAST(NULL AS TEXT)"
        if not words or "NULLS" in key.upper() or self._is_id(words[0]):
            return
        place = " NULLS LAST" if words[-1].upper() == "DESC" else " NULLS FIRST"
        tail = len(key) - len(key.rstrip())
        self.out.append(place)
        if tail:  # before the space that ends the key
            self.out[-1], self.out[-2] = self.out[-2], self.out[-1]

    def _is_id(self, name: str) -> bool:
        """Return whether a sort key is the id of a record that is there: an index has it."""
        alias, _dot, column = name.rpartition(".")
        return column == "id" and alias not in self.optional and (bool(alias) or not self.optional)
