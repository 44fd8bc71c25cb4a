"""`salesmap config unset`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.config._shared import check_key, has_database, is_shared
from salesmap.cli.completion.names import SETTING
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import ConfigNotWritableError, NotInFilesError
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.config import KEYS, PROJECT_FILE, remove_key, user_file
from salesmap.core.i18n import _, reason

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Go back to the usual number of rows"), "salesmap config unset limit"),
    (_("Take it out of the file of this folder"), "salesmap config unset limit --here"),
)


@app.command()
def unset_config(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar=_("SETTING"),
            click_type=SETTING,
            help=_("Name of the setting; see 'salesmap config show'."),
        ),
    ],
    here: Annotated[
        bool, typer.Option("--here", help=_("Take it out of salesmap.toml in this folder."))
    ] = False,
) -> None:
    """Take one setting out of the database or a config file."""
    context = get_context(ctx)
    check_key(key)
    if not here and is_shared(context, key) and _unset_in_database(context, key):
        return
    if key not in KEYS:
        raise NotInFilesError(key=key)
    path = Path.cwd() / PROJECT_FILE if here else user_file()
    try:
        was_set = remove_key(path, key)
    except OSError as error:
        raise ConfigNotWritableError(path=str(path), reason=reason(error)) from None
    if not was_set:
        echo(_("{key} is not set in {path}.").format(key=key, path=path))
        return
    commit_state.mark_committed()
    echo(_("Removed {key} from {path}.").format(key=key, path=path))


def _unset_in_database(context: AppContext, key: str) -> bool:
    """Take a setting out of the database. Returns whether that is all there is to do."""
    from salesmap.actions.database.settings import unset_setting

    if has_database(context) and unset_setting(context.database, key):
        echo(_("Removed {key} from the database.").format(key=key))
        return True
    if key not in KEYS:
        echo(_("{key} is not set in the database.").format(key=key))
        return True
    return False  # it may be set in a file
