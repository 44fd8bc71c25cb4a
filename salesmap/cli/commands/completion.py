"""`salesmap completion`: the script that a shell loads."""

from typing import Annotated

import click
import typer

from salesmap.cli.completion.names import SHELLS, VARIABLE
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Print the script for bash"), "salesmap completion bash"),
    (_("Load it in every new zsh"), "salesmap completion zsh > ~/.salesmap-completion.zsh"),
)


@app.command()
def completion(
    shell: Annotated[
        str,
        typer.Argument(click_type=click.Choice(SHELLS), metavar="bash|zsh|fish", help=_("Shell.")),
    ],
) -> None:
    """Print a completion script."""
    from salesmap.cli.completion.scripts import shell_class
    from salesmap.cli.output import write

    write(shell_class(shell)(click.Group(), {}, "salesmap", VARIABLE).source())
