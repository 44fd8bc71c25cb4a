"""`salesmap member away`."""

from typing import Annotated

import typer

from salesmap.cli.commands.member._shared import MemberName, answer_with_member
from salesmap.cli.completion.names import MEMBER
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, day
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("A holiday with a deputy"),
        "salesmap member away ann --from 2026-12-21 --until 2027-01-03 --deputy bo",
    ),
    (_("Ill until Friday"), "salesmap member away me --until fri"),
)


@app.command()
def away_member(
    ctx: typer.Context,
    name: MemberName,
    until: Annotated[str, typer.Option(metavar=_("WHEN"), help=_("Last day, included."))],
    since: Annotated[
        str | None,
        typer.Option("--from", metavar=_("WHEN"), help=_("First day; today by default.")),
    ] = None,
    deputy: Annotated[
        str | None,
        typer.Option(
            metavar=_("NAME"),
            click_type=MEMBER,
            help=_("Member who sees what is theirs meanwhile."),
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Note an absence."""
    from salesmap.actions.team.members import be_away

    context = get_context(ctx)
    first = day(context, since) or context.clock.today()
    last = day(context, until)
    assert last is not None
    done = be_away(context.database, name, first, last, deputy)
    if done.deputy:
        message = _("{name} is away from {since} to {until}; deputy: {stand_in}.")
    else:
        message = _("{name} is away from {since} to {until}, without a deputy.")
    places = {"since": first, "until": last, "stand_in": done.deputy}
    text = message.format(name="{name}", **places)
    answer_with_member(context, done.member_id, format, fields, text)
    if done.deputy and done.deputy_is_away:
        notify(_("{name} is away in that time, too.").format(name=done.deputy))
