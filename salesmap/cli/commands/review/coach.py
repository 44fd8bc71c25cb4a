"""`salesmap review coach`."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import PERSON
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.filters import say_unknown
from salesmap.cli.options import Format
from salesmap.cli.output import notify, usual_format, write
from salesmap.cli.record_page import write_section
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.core.periods import Period

app = typer.Typer()
EXAMPLES = (
    (_("Prepare a talk with ann"), _("salesmap review coach ann")),
    (_("About one quarter, for a script"), _("salesmap review coach ann --period 2026-Q4 -f json")),
)
SUPPORTS_AS_OF = True
_USUAL_DAYS = 180


@app.command()
def coach(
    ctx: typer.Context,
    owner: Annotated[str, typer.Argument(metavar=_("OWNER"), click_type=PERSON, help=_("Owner."))],
    period: Annotated[
        str | None,
        typer.Option(metavar=_("PERIOD"), help=_("Period; the last 180 days by default.")),
    ] = None,
    format: Format = None,
) -> None:
    """Show where an owner loses against the team, and leads to talk about."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.team.coach import LEAST_CASES, coaching, unknown_owner

    context = get_context(ctx)
    person = context.database.user if owner == "me" else owner
    when = _period(context, period)
    with context.read_connection() as connection:
        found = coaching(connection, context.clock, context.lang, person, when)
        unknown = unknown_owner(connection, person)
    say_unknown(unknown)
    if format == "json":
        facts = {
            "owner": person,
            "against": found.against,
            "since": str(when.since),
            "until": str(when.until),
        }
        write(dumps({**facts, "measures": found.measures.dicts(), "leads": found.leads.dicts()}))
        return
    team = found.against or _("everybody else")
    write(
        _("{owner} against {team}, {since} to {until}").format(
            owner=person, team=team, since=when.since, until=when.until
        )
    )
    form = format or usual_format()
    write_section(context, _("Where most is lost first"), found.measures, form)
    write_section(context, _("Leads to talk about"), found.leads, form)
    if any(row[4] is None for row in found.measures.values):
        text = _("Figures of fewer than {count} cases are not compared.")
        notify(text.format(count=LEAST_CASES))


def _period(context: AppContext, text: str | None) -> "Period":
    from datetime import timedelta

    from salesmap.core.periods import Period, parse_period

    today = context.clock.today()
    if text is not None:
        return parse_period(text, today)
    since = today - timedelta(days=_USUAL_DAYS - 1)
    return Period(since, today)
