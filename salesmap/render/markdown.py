"""Markdown for a person at a terminal."""

import sys

from rich.console import Console
from rich.markdown import Markdown

from salesmap.render.cleaning import clean


def print_markdown(text: str, color: bool) -> None:
    """Print a page. What would steer the terminal is shown, never obeyed."""
    console = Console(
        file=sys.stdout,
        color_system="standard" if color else None,
        no_color=not color,
        force_terminal=color or None,
        highlight=False,
        emoji=False,
    )
    console.print(Markdown("\n".join(clean(line) for line in text.split("\n")), hyperlinks=False))
