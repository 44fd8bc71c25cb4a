"""`salesmap db revoke`."""

import typer

from salesmap.cli.commands.db._options import require_server
from salesmap.cli.commands.member._shared import MemberName
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Take a member's login away, and end its sessions"), "salesmap db revoke ann"),
    (_("Of a database that is not set"), "salesmap --db postgresql://db/sales db revoke ann"),
)


@app.command()
def revoke_login(ctx: typer.Context, name: MemberName) -> None:
    """Take a member's login away, and end its sessions."""
    from salesmap.actions.team.granting import revoke

    context = get_context(ctx)
    require_server(context, "db revoke")
    person, login = revoke(context.database, name)
    text = _("{name} has no login any more: {login} reads and writes nothing here.")
    echo(text.format(name=person.name, login=login))
