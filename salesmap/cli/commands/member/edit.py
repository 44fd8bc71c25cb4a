"""`salesmap member edit`."""

from typing import Any

import typer

from salesmap.cli.commands.member._shared import MemberName, answer_with_member, with_details
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToChangeError
from salesmap.cli.options import Fields, Format
from salesmap.core.commit_state import has_changed
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Move a member to another team"), "salesmap member edit ann --team south"),
    (_("Let a member take any number of leads"), 'salesmap member edit ann --capacity ""'),
)


@app.command()
@with_details
def edit_member(
    ctx: typer.Context,
    name: MemberName,
    *,
    details: dict[str, Any],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a member."""
    from salesmap.actions.team.members import edit

    context = get_context(ctx)
    if not details:
        raise NothingToChangeError(noun="member")
    member_id = edit(context.database, name, details)
    message = _("Updated member {name}.") if has_changed() else _("Member {name} is unchanged.")
    answer_with_member(context, member_id, format, fields, message)
