"""The help of a command on a terminal."""

from collections.abc import Sequence
from typing import Any

from typer import rich_utils

from salesmap.core.i18n import _
from salesmap.render.help import print_commands
from salesmap.render.wrapping import prose


class _Wrapping(rich_utils.OptionHighlighter):
    def __call__(self, text: Any) -> Any:
        return prose(super().__call__(text))


def wrap_chinese() -> None:
    """Make typer's help wrap texts without spaces, by its highlighter, which sees all of them."""
    rich_utils.highlighter = _Wrapping()


def print_examples(examples: Sequence[tuple[str, str]]) -> None:
    """Print pairs of words and a command line."""
    if examples:
        print_commands(_("Examples"), examples)
