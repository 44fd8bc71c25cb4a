"""`salesmap member list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.member._shared import Role, Team
from salesmap.cli.context import get_context
from salesmap.cli.filters import say_unknown
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the members of a team"), "salesmap member list --team north"),
    (_("With those who left, for a script"), "salesmap member list --all --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def list_members(
    ctx: typer.Context,
    team: Team = None,
    role: Role = None,
    all_: Annotated[bool, typer.Option("--all", help=_("Those who left, too."))] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List members."""
    from salesmap.reports.team.members import find

    context = get_context(ctx)
    with context.read_connection() as connection:
        today = context.clock.today()
        rows, unknown = find(connection, today, team=team, role=role, with_left=all_)
        show(context, rows, format, fields)
    say_unknown(unknown)
