"""`salesmap target show`."""

from typing import Annotated

import typer

from salesmap.cli.choices import WordChoice
from salesmap.cli.commands.target._shared import read_period
from salesmap.cli.completion.names import TEAM
from salesmap.cli.context import get_context
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.filters import Mine, Owners, owners, say_unknown
from salesmap.cli.options import Explain, Fields, Format
from salesmap.cli.output import notify_currencies, show
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import TARGET_KINDS

app = typer.Typer()
EXAMPLES = (
    (_("See the current targets"), "salesmap target show"),
    (_("See all targets of a year"), "salesmap target show --period 2026"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_targets(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        typer.Option(
            metavar=_("PERIOD"), help=_("Targets within this period; the current ones by default.")
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("All targets, past and future."))] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            click_type=WordChoice(TARGET_KINDS), metavar=_("TYPE"), help=_("Type of target.")
        ),
    ] = None,
    owner: Owners = None,
    team: Annotated[
        list[str] | None,
        typer.Option(metavar=_("TEAM"), click_type=TEAM, help=_("Team of the owner.")),
    ] = None,
    mine: Mine = False,
    explain: Explain = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show targets."""
    from salesmap.core.calendar import working_days
    from salesmap.reports.forecast.targets import TargetFilter, targets
    from salesmap.reports.query.scope import owners_of_teams

    ask = targets
    if explain:  # the catalogue of all figures, which the targets themselves do not need
        from salesmap.reports.forecast.target_drilldown import explained_targets as ask

    context = get_context(ctx)
    chosen = TargetFilter(
        every,
        read_period(context, period) if period else None,
        owners(context, owner, mine=mine),
        kind,
        teams=tuple(team or ()),
    )
    with context.read_connection() as connection:
        if team:
            members, unknown = owners_of_teams(connection, team)
            chosen = chosen._replace(owners=(*chosen.owners, *members))
        chosen = chosen._replace(amounts=context.amounts(connection))
        rows = ask(connection, context.clock, working_days(), chosen)
    (show_explained if explain else show)(context, rows, format, fields)
    notify_currencies(chosen.amounts)
    if team:
        say_unknown(unknown)
