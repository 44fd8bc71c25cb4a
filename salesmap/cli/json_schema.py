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
_GROWING = ("report", "board", "review", "source", "funnel", "forecast")
"""What has more keys, or fewer, as the database is used, and by dimensions."""
_ERROR = "code message data:object hint"
"""What stands on standard error where a command fails that was to write JSON."""
_TEXT: dict[str, Any] = {"type": ["string", "null"]}


def schemas() -> dict[str, Any]:
    """Return one document: the schemas of all commands as definitions, and that of an error."""
    every = {"error": _ERROR, **shapes()}
    return {"$schema": _DIALECT, "$defs": {name: _of(name, each) for name, each in every.items()}}


def schema_of(command: str) -> dict[str, Any] | None:
    """Return the schema of what a command writes; None for one that writes no JSON."""
    shape = shapes().get(command)
    if shape is None:
        return None
    return {
        "$schema": _DIALECT,
        "title": f"salesmap {command} --format json",
        **_of(command, shape),
    }


@cache
def shapes() -> dict[str, Any]:
    """Return the shapes by the names of the commands, reports by theirs."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _of(command: str, shape: Any) -> dict[str, Any]:
    return _schema(shape, is_fixed=command.partition(" ")[0] not in _GROWING)


def _schema(shape: Any, *, is_fixed: bool) -> dict[str, Any]:
    """Return the schema of a shape; `is_fixed`: each of its keys is there always."""
    if not shape:
        return {}
    if isinstance(shape, str):
        columns = (column.partition(":") for column in shape.split())
        return _object({name: _KINDS.get(kind, _TEXT) for name, _colon, kind in columns}, is_fixed)
    ((form, inner),) = shape.items()
    if form == "list":
        return {"type": "array", "items": _schema(inner, is_fixed=is_fixed)}
    if form == "object":
        parts = {name: _schema(each, is_fixed=is_fixed) for name, each in inner.items()}
        return _object(parts, is_fixed)
    if form == "any":
        return {"anyOf": [_schema(each, is_fixed=is_fixed) for each in inner]}
    return _KINDS.get(inner, _TEXT)


def _object(properties: dict[str, Any], is_fixed: bool) -> dict[str, Any]:
    required = {"required": list(properties)} if is_fixed else {}
    return {"type": "object", "properties": properties, **required}
