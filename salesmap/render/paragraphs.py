"""Headings with indented lines."""

from collections.abc import Iterable, Sequence

from rich.padding import Padding
from rich.text import Text

from salesmap.render.console import console_for
from salesmap.render.prose import prose


def print_blocks(blocks: Iterable[tuple[str, Sequence[str]]], color: bool) -> None:
    """Print each head, and its lines indented beneath it, as wide as the terminal."""
    console = console_for(color)
    for head, lines in blocks:
        console.print(Text(head, style="bold" if color else ""))
        for line in lines:
            console.print(Padding(prose(Text(line)), (0, 0, 0, 2), expand=False))
