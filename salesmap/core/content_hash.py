"""A hash of what a paper says: the same for the same content, however it was put together."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any


def content_hash(content: object) -> str:
    """Return the SHA-256 of nested mappings, sequences, texts, whole numbers, days and instants.

    The order of a mapping's keys does not count, that of a sequence does; a key whose value is
    None counts as absent, so that a field added later leaves old hashes as they are.
    Raises TypeError for anything else, floats above all.
    """
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key is no text")
        return {key: _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no stable hash")
