"""`salesmap db grant`."""

from typing import Annotated

import typer

from salesmap.cli.commands.db._options import require_server
from salesmap.cli.commands.member._shared import MemberName
from salesmap.cli.context import get_context
from salesmap.cli.output import echo, notify
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Let a member use the database on the server"), "salesmap db grant ann"),
    (_("Their login has another name"), "salesmap db grant ann --login a.meier"),
)


@app.command()
def grant_login(
    ctx: typer.Context,
    name: MemberName,
    login: Annotated[
        str | None,
        typer.Option("--login", metavar=_("LOGIN"), help=_("Login of the server: else the name.")),
    ] = None,
) -> None:
    """Give a member a login of the server, with the rights of their role."""
    from salesmap.actions.team.granting import grant

    context = get_context(ctx)
    require_server(context, "db grant")
    person, granted = grant(context.database, name, login)
    text = _("{name} ({role}) uses the database with the login {login}.")
    echo(text.format(name=person.name, role=_(person.role), login=granted.login))
    if granted.is_new:
        notify(_("The login is new and has no password yet: set one with ALTER ROLE."))
    if granted.is_first:
        notify(_("From now on rights hold for every login but that of the owner of the tables."))
