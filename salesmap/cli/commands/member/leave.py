"""`salesmap member leave`."""

import typer

from salesmap.cli.commands.member._shared import MemberName, answer_with_member
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Let a member leave who handed over"), "salesmap member leave cho"),
    (_("The same for a script"), "salesmap member leave cho --format json"),
)


@app.command()
def leave_member(
    ctx: typer.Context, name: MemberName, format: Format = None, fields: Fields = None
) -> None:
    """Let a member leave."""
    from salesmap.actions.team.members import leave

    context = get_context(ctx)
    gone = leave(context.database, name)
    message = _("{name} left the team on {left_on}.")
    answer_with_member(context, gone.member_id, format, fields, message)
    if gone.manages:
        text = _("Still the manager of {names}: 'salesmap member edit NAME --manager …'.")
        notify(text.format(names=_(", ").join(gone.manages)))
    if gone.deputy_of:
        text = _("Still the deputy of {names}: 'salesmap member back', then 'member away' anew.")
        notify(text.format(names=_(", ").join(gone.deputy_of)))
