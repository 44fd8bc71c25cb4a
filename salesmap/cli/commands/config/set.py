"""`salesmap config set`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.config._shared import check_key, is_shared, shown_value, value_to_keep
from salesmap.cli.completion.names import SETTING
from salesmap.cli.context import get_context
from salesmap.cli.errors import ConfigNotWritableError, NotInFilesError
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.config import KEYS, PROJECT_FILE, check_value, shown, user_file, write_file
from salesmap.core.i18n import _, reason

app = typer.Typer()
EXAMPLES = (
    (_("Speak Chinese from now on"), "salesmap config set lang zh"),
    (_("Show more rows, for everyone in this folder"), "salesmap config set limit 100 --here"),
    (_("Your company's name on quotes"), _('salesmap config set company.name "Harbor Ltd"')),
)
WRITES = True


@app.command()
def set_config(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar=_("SETTING"),
            click_type=SETTING,
            help=_("Name of the setting; see 'salesmap config show'."),
        ),
    ],
    value: Annotated[str, typer.Argument(metavar=_("VALUE"), help=_("Value of the setting."))],
    here: Annotated[
        bool,
        typer.Option(
            "--here", help=_("Write to salesmap.toml in this folder, for everyone who works in it.")
        ),
    ] = False,
) -> None:
    """Write one setting."""
    context = get_context(ctx)
    check_key(key)
    if not here and is_shared(context, key):
        from salesmap.actions.database.settings import set_setting

        kept = set_setting(context.database, key, value_to_keep(key, value))
        echo(
            _("Set {key} = {value} in the database, for everyone.").format(
                key=key, value=shown_value(key, kept)
            )
        )
        return
    if key not in KEYS:
        raise NotInFilesError(key=key)
    path = Path.cwd() / PROJECT_FILE if here else user_file()
    try:
        write_file(path, key, check_value(key, value))
    except OSError as error:
        raise ConfigNotWritableError(path=str(path), reason=reason(error)) from None
    commit_state.mark_committed()
    echo(_("Set {key} = {value} in {path}.").format(key=key, value=shown(key, value), path=path))
