"""The examples at the end of a command's help."""

from collections.abc import Sequence

from rich.text import Text

from salesmap.render.console import PipeSafeConsole


def print_commands(title: str, examples: Sequence[tuple[str, str]]) -> None:
    """Print command lines under a title, each below a few words on it. No line is broken."""
    console = PipeSafeConsole(highlight=False, markup=False, emoji=False)
    console.print(Text(f" {title}", style="bold"), Text(), sep="\n")
    for words, command in examples:
        if words:
            console.print(Text(f"   # {words}", style="dim"), soft_wrap=True)
        console.print(Text(f"   {command}", style="cyan"), soft_wrap=True)
    console.print()
