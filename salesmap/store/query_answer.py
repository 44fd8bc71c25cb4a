"""What a statement that somebody else wrote answers, and what stops it."""

from typing import Any

Rows = tuple[list[str], list[tuple[Any, ...]]]
"""The names of the columns, and the rows."""


class QueryFailed(Exception):
    """The engine does not run the statement. The message is the engine's."""


class QueryTooLong(Exception):
    """The statement ran longer than it may."""
