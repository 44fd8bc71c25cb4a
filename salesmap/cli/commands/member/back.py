"""`salesmap member back`."""

import typer

from salesmap.cli.commands.member._shared import MemberName, answer_with_member
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Somebody is back early"), "salesmap member back ann"),
    (_("You are"), "salesmap member back me"),
)


@app.command()
def back_member(
    ctx: typer.Context, name: MemberName, format: Format = None, fields: Fields = None
) -> None:
    """End an absence."""
    from salesmap.actions.team.members import be_back

    context = get_context(ctx)
    member_id, ended = be_back(context.database, name)
    message = _("{name} is back.") if ended else _("{name} was not away.")
    answer_with_member(context, member_id, format, fields, message)
    for since, until in ended[1:]:
        text = _("The absence from {since} to {until} is canceled.")
        notify(text.format(since=since, until=until))
