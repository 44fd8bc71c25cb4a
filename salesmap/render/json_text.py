"""Rows for programs as JSON. Keys are never translated, values are exact."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

from salesmap.core.table import Table
from salesmap.render.sanitize import clean_json

_MARGIN = "\n  "


def json_text(rows: Table, *, single: bool = False) -> Iterator[str]:
    """Yield a JSON list of objects, or the only object, in pieces."""
    if single:
        yield dumps(rows.dicts()[0])
        return
    separator, as_dict = "[", rows.as_dict()
    for text in rows.written(lambda row: _indented(as_dict(row), _MARGIN)):
        yield clean_json(f"{separator}{_MARGIN}{text}")
        separator = ","
    yield "[]" if separator == "[" else "\n]"


def json_line(head: dict[str, Any], name: str, items: Iterable[Any]) -> Iterator[str]:
    """Yield an object on one line in pieces: `head` with a list of items under a name."""
    start = json.dumps(head, ensure_ascii=False)
    yield clean_json(f"{start[:-1]}, {encode_basestring(name)}: [")
    separator = ""
    for item in items:
        yield clean_json(separator + json.dumps(item, ensure_ascii=False))
        separator = ", "
    yield "]}"


def dumps(value: Any) -> str:
    """Return a plain value as JSON that steers no terminal."""
    return clean_json(_indented(value, "\n"))


def _indented(value: Any, margin: str) -> str:
    """Return a plain value as JSON whose lines begin with a margin.

    The standard library indents by an encoder in Python, which makes functions in a circle at each
    call: those of many rows would fill the memory until they are collected.
    """
    if write := _WRITERS.get(type(value)):
        return write(value)
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{margin}  "
    if isinstance(value, dict) and value:
        parts = [f"{inner}{_key(key)}: {_indented(each, inner)}" for key, each in value.items()]
        return f"{{{','.join(parts)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        parts = [f"{inner}{_indented(each, inner)}" for each in value]
        return f"[{','.join(parts)}{margin}]"
    return json.dumps(value)


@lru_cache(maxsize=512, typed=True)  # the keys of every row
def _key(key: Any) -> str:
    return encode_basestring(key if isinstance(key, str) else json.dumps(key))


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    NoneType: lambda value: "null",
    bool: lambda value: "true" if value else "false",
}
"""How single values are written most of the time; `json.dumps` takes ten times as long."""
