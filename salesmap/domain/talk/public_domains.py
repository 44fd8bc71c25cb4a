"""The domains of e-mail that anybody can have an address at: they say nothing of a company."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def public_domains() -> frozenset[str]:
    """Return the domains."""
    path = Path(__file__).with_suffix(".toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["domains"])
