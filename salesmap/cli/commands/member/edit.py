"""`salesmap member edit`."""

import typer

from salesmap.cli.commands.member._shared import (
    Capacity,
    Email,
    Language,
    Manager,
    MemberName,
    Region,
    Role,
    Team,
    Timezone,
    Weight,
    answer_with_member,
    read_values,
)
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToChangeError
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Move a member to another team"), "salesmap member edit ann --team south"),
    (_("Let a member take any number of leads"), 'salesmap member edit ann --capacity ""'),
)


@app.command()
def edit_member(
    ctx: typer.Context,
    name: MemberName,
    role: Role = None,
    team: Team = None,
    manager: Manager = None,
    email: Email = None,
    region: Region = None,
    timezone: Timezone = None,
    language: Language = None,
    capacity: Capacity = None,
    weight: Weight = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a member."""
    from salesmap.actions.team.members import edit

    context = get_context(ctx)
    values = read_values(
        context,
        role=role,
        team=team,
        manager=manager,
        email=email,
        region=region,
        timezone=timezone,
        language=language,
        capacity=capacity,
        weight=weight,
    )
    if not values:
        raise NothingToChangeError(noun="member")
    member_id = edit(context.database, name, values)
    answer_with_member(context, member_id, format, fields, _("Updated member {name}."))
