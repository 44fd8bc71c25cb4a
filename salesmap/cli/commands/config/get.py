"""`salesmap config get`."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import SETTING
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.config import KEYS
from salesmap.core.errors import UnknownSetting
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See which database is used"), "salesmap config get db"),
    (_("Use the language in a script"), "salesmap config get lang"),
)


@app.command()
def get_setting(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar=_("SETTING"),
            click_type=SETTING,
            help=_("Name of the setting; see 'salesmap config show'."),
        ),
    ],
) -> None:
    """Print the value of one setting."""
    context = get_context(ctx)
    if key not in KEYS:
        raise UnknownSetting(key, KEYS)
    echo(context.settings[key])
