"""Statements as PostgreSQL and its driver read them.

A text that runs on SQLite runs here, with the same rows in the same order: parameters get the
driver's form, integers 64 bits, and every ORDER BY says where empty values stand (first, as SQLite
has them). What cannot be told by the words alone is a function in `functions.sql`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?=['"\-:?%(),;OCAILRGUmt])(?:
    (?P<text>'(?:[^']|'')*') | (?P<quoted>"(?:[^"]|"")*") | (?P<comment>--[^\n]*)
    | (?P<skip>::) | (?P<position>\?) | :(?P<name>[A-Za-z_]\w*) | (?P<percent>%)
    | (?P<sign>[(),;]) | \b(?P<order>ORDER\s+BY)\b | \b(?P<cast>CAST)(?=\s*\()
    | \bAS\s+(?P<type>INTEGER|REAL)\b | (?P<index>\bINDEX\s+)temp\.
    | \b(?P<schema>main|temp)\. | \b(?P<end>LIMIT|OFFSET|ROWS|RANGE|GROUPS|UNION)\b
    )""",
    re.VERBOSE,
)
"""What is changed, or says where something ends; all between is left as it is."""

_INSERT = re.compile(r'\s*INSERT\s+INTO\s+"?(\w+)"?\s*(?:\(([^)]*)\))?', re.IGNORECASE)
_OPTIONAL = re.compile(r"\bLEFT JOIN\s+(?:\w+|\([^()]*\))\s+(?:AS\s+)?(\w+)")
_QUOTED = re.compile(r"('(?:[^']|'')*')")
_DIFFERS = re.compile(r"\bIS NOT (?!NULL\b|DISTINCT\b|TRUE\b|FALSE\b)")
_EQUALS = re.compile(r"\bIS (?!NOT\b|NULL\b|DISTINCT\b|TRUE\b|FALSE\b)")
_NONE_OF_NONE = re.compile(r"\bNOT IN\s*\(\s*\)")
_ONE_OF_NONE = re.compile(r"\bIN\s*\(\s*\)")
_SAYS_MORE = re.compile(r"\b(?:nulls|limit|offset)\b", re.IGNORECASE)
_SCHEMAS = {"main": "public", "temp": "pg_temp"}


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
        """For each ORDER BY under way: how deep it stands, and where its last key begins."""
        self.casts: list[tuple[int, int]] = []
        """For each CAST under way: how deep its words stand, and where it begins."""
        self.sql = "".join(map(_compared, _QUOTED.split(sql)))

    def text(self) -> str:
        end = 0
        for match in _TOKEN.finditer(self.sql):
            if match.start() > end:
                self.out.append(self.sql[end : match.start()])
            end = match.end()
            self._write(match)
        self.out.append(self.sql[end:])
        while self.orders:
            self._end_order()
        return "".join(self.out)

    def _write(self, match: re.Match[str]) -> None:
        kind, token = match.lastgroup, match[0]
        if kind == "sign":
            self._sign(token)
        elif kind == "name":
            self.out.append(f"%({match['name']})s")
        elif kind == "position":
            self.out.append("%s")
        elif kind in ("text", "quoted", "percent", "comment"):
            self.out.append(token.replace("%", "%%"))
        else:
            self._word(kind, match)

    def _word(self, kind: str | None, match: re.Match[str]) -> None:
        token = match[0]
        if kind == "type":
            token = self._type(match["type"])
        elif kind == "index":  # an index is where its table is
            token = match["index"]
        elif kind == "schema":
            token = f"{_SCHEMAS[match['schema']]}."
        elif kind == "cast":
            self.casts.append((self.depth + 1, len(self.out)))
        elif kind == "end" and self.orders and self.orders[-1][0] == self.depth:
            self._end_order()
        self.out.append(token)
        if kind == "order":
            self.orders.append((self.depth, len(self.out)))

    def _type(self, name: str) -> str:
        """Return a type behind AS.

        A cast to a real number becomes the call of a function, which takes any text for one.
        """
        if name == "INTEGER":
            return "AS BIGINT"
        if self.casts and self.casts[-1][0] == self.depth:
            self.out[self.casts[-1][1]] = "salesmap.number"
            self.out[-1] = self.out[-1].rstrip()
            return ""
        return "AS DOUBLE PRECISION"

    def _sign(self, sign: str) -> None:
        if sign == ")":
            if self.orders and self.orders[-1][0] == self.depth:
                self._end_order()
            if self.casts and self.casts[-1][0] == self.depth:
                self.casts.pop()
        is_between = sign == "," and bool(self.orders) and self.orders[-1][0] == self.depth
        if is_between:
            self._end_key()
        self.depth += (sign == "(") - (sign == ")")
        self.out.append(sign)
        if is_between:
            self.orders[-1] = (self.depth, len(self.out))

    def _end_order(self) -> None:
        self._end_key()
        self.orders.pop()

    def _end_key(self) -> None:
        """Say where empty values stand, at the end of a sort key, unless the key is never empty."""
        _depth, start = self.orders[-1]
        key = "".join(self.out[start:])
        words = key.split()
        if words and words[0].upper() == "NULL":  # a key that is a bare NULL is refused
            self.out[start] = self.out[start].replace("NULL", "CAST(NULL AS TEXT)", 1)
        if not words or _SAYS_MORE.search(key) or self._is_id(words[0]):
            return
        place = " NULLS LAST" if words[-1].upper() == "DESC" else " NULLS FIRST"
        last = max(
            index
            for index in range(start, len(self.out))
            if self.out[index].strip() and not self.out[index].startswith("--")
        )
        token = self.out[last]
        written = token.rstrip()
        self.out[last] = written + place + token[len(written) :]

    def _is_id(self, name: str) -> bool:
        """Return whether a sort key is the id of a record that is there: an index has it."""
        alias, _dot, column = name.rpartition(".")
        return column == "id" and alias not in self.optional and (bool(alias) or not self.optional)
