"""JSON Schemas of what commands write with `--format json`.

The shapes are package data, made by running the examples of every command. A shape is a text with
the columns of an object (`name[:kind] …`, the kinds of `core.table`), or an object with one key:
`list` (the shape of each item), `object` (a shape by key), `kind`, or `any` (several shapes).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("json_shapes.json")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Mapping[str, dict[str, Any]] = {
    "int": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "ratio": {"type": ["number", "null"]},
    "money": {"type": ["number", "null"], "description": "in major units"},
    "day": {"type": ["string", "null"], "format": "date"},
    "instant": {"type": ["string", "null"], "format": "date-time"},
    "list": {"type": ["array", "null"]},
    "object": {"type": ["object", "null"]},
    "yesno": {"type": ["boolean", "null"]},
}
"""What values of each kind are; of the others a text."""
_ERROR = "code message data:object hint"
"""What stands on standard error where a command fails that was to write JSON."""
_TEXT: dict[str, Any] = {"type": ["string", "null"]}


def schemas() -> dict[str, Any]:
    """Return one document: the schemas of all commands as definitions, and that of an error."""
    every = {"error": _ERROR, **shapes()}
    return {"$schema": _DIALECT, "$defs": {name: _schema(each) for name, each in every.items()}}


def schema_of(command: str) -> dict[str, Any] | None:
    """Return the schema of what a command writes; None for one that writes no JSON."""
    shape = shapes().get(command)
    if shape is None:
        return None
    return {"$schema": _DIALECT, "title": f"salesmap {command} --format json", **_schema(shape)}


@cache
def shapes() -> dict[str, Any]:
    """Return the shapes by the names of the commands, reports by theirs."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _schema(shape: Any) -> dict[str, Any]:
    if not shape:
        return {}
    if isinstance(shape, str):
        columns = (column.partition(":") for column in shape.split())
        return _object({name: _KINDS.get(kind, _TEXT) for name, _colon, kind in columns})
    ((form, inner),) = shape.items()
    if form == "list":
        return {"type": "array", "items": _schema(inner)}
    if form == "object":
        return _object({name: _schema(each) for name, each in inner.items()})
    if form == "any":
        return {"anyOf": [_schema(each) for each in inner]}
    return _KINDS.get(inner, _TEXT)


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}
