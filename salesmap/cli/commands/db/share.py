"""`salesmap db share`."""

from typing import Annotated

import typer

from salesmap.cli.commands.db._options import require_file
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Share the database with a group of this computer"), "salesmap db share sales"),
    (_("Share another one"), "salesmap --db /srv/sales/team.db db share sales"),
)


@app.command()
def share_database(
    ctx: typer.Context,
    group: Annotated[
        str, typer.Argument(metavar=_("GROUP"), help=_("Group of users of this computer."))
    ],
) -> None:
    """Let a group of users read and write the database."""
    from salesmap.store.file.sharing import share

    context = get_context(ctx)
    require_file(context, "db share", "CREATE ROLE, GRANT")
    path = context.database.path
    changed = share(path, group)
    for each in changed:
        echo(_("{path}: rights set for the group {group}.").format(path=each, group=group))
    if not changed:
        echo(_("{path} is already shared with {group}.").format(path=path, group=group))
