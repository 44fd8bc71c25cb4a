"""Questions kept as files: each .sql file holds named statements, and its comments are its documentation."""

from functools import cache
from pathlib import Path

_HEAD = "\n-- name: "


@cache
def statements(file: str) -> dict[str, str]:
    """The statements of reports/`file`.sql by name."""
    sections = (
        (Path(__file__).parent.parent / f"{file}.sql").read_text(encoding="utf-8").split(_HEAD)[1:]
    )
    heads_and_bodies = (section.split("\n", 1) for section in sections)
    return {head.split()[0]: body.strip() for head, body in heads_and_bodies}
