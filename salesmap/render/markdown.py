"""Markdown on a terminal."""

from rich.markdown import Markdown

from salesmap.render.console import console_for
from salesmap.render.sanitize import clean


def print_markdown(text: str, color: bool) -> None:
    """Print a page. What would steer the terminal is shown, never obeyed."""
    console_for(color).print(
        Markdown("\n".join(clean(line) for line in text.split("\n")), hyperlinks=False)
    )
