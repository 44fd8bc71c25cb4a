"""`salesmap hook list`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.config import hooks_folder
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.exchange.hooks.folder import hooks_in

app = typer.Typer()
EXAMPLES = (
    (_("List the hooks"), "salesmap hook list"),
    (_("Use them in a script"), "salesmap hook list --format json"),
)


@app.command()
def list_hooks(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the hooks."""
    folder = hooks_folder()
    rows = [(hook.name, hook.state, str(hook.path)) for hook in hooks_in(folder)]
    show(get_context(ctx), Table(columns("hook state:word path"), rows), format, fields)
    if not rows:
        notify(_("No hooks: put executables into {folder}.").format(folder=folder))
