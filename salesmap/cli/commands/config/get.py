"""`salesmap config get`."""

from typing import Annotated

import typer

from salesmap.cli.commands.config._shared import check_key, settings_in_force
from salesmap.cli.completion.names import SETTING
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.config import KEYS
from salesmap.core.i18n import _
from salesmap.domain.settings.shared import SHARED

app = typer.Typer()
EXAMPLES = (
    (_("See which database is used"), "salesmap config get db"),
    (_("Use the language in a script"), "salesmap config get lang"),
)
SUPPORTS_AS_OF = True


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
    check_key(key)
    if key in KEYS and key not in SHARED:
        echo(context.settings[key])  # whatever the database is like
    else:
        echo(settings_in_force(context)[key].value)
