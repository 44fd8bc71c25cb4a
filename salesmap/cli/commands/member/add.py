"""`salesmap member add`."""

from typing import Any

import typer

from salesmap.cli.commands.member._shared import MemberName, answer_with_member, with_details
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Add a salesperson to a team"),
        "salesmap member add ann --team north --capacity 40",
    ),
    (_("Add a manager"), "salesmap member add cho --role manager --team north"),
)


@app.command()
@with_details
def add_member(
    ctx: typer.Context,
    name: MemberName,
    *,
    details: dict[str, Any],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a member."""
    from salesmap.actions.team.members import add

    context = get_context(ctx)
    done = add(context.database, name, details)
    message = (
        _("{name} is back as {role_words}.")
        if done.is_back
        else _("Added member {name} ({role_words}).")
    )
    answer_with_member(context, done.member_id, format, fields, message)
    if done.shuts_out:
        text = _("From now on only members write here, and {user} is none: {name} can add you.")
        notify(text.format(user=context.database.user, name=name.strip()))
