"""SQL in files: each .sql stands beside the module that runs it."""

from functools import cache
from pathlib import Path

_HEAD = "\n-- name: "


@cache
def statements(module: str) -> dict[str, str]:
    """Return the statements of the .sql file beside a module (its `__file__`), by name.

    A statement begins with `-- name: NAME`, behind which ` -- …` may say what it selects.
    """
    sections = Path(module).with_suffix(".sql").read_text(encoding="utf-8").split(_HEAD)[1:]
    heads_and_bodies = (section.split("\n", 1) for section in sections)
    return {head.split()[0]: body.strip() for head, body in heads_and_bodies}
