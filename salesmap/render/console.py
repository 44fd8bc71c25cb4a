"""Standard output as rich writes to it."""

import sys

from rich.console import Console


def console_for(color: bool) -> Console:
    """Return standard output for rich, on which nothing in a text is markup."""
    return PipeSafeConsole(
        file=sys.stdout,
        color_system="standard" if color else None,
        no_color=not color,
        force_terminal=color or None,
        highlight=False,
        markup=False,
        emoji=False,
    )


class PipeSafeConsole(Console):
    """A console that raises when the reader of a pipe has left; rich would end the process."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, for `main` to handle."""
        raise BrokenPipeError
