"""`salesmap target drop`."""

import typer

from salesmap.cli.commands.target._shared import Kind, Team, When, read_period, refuse_both
from salesmap.cli.context import get_context
from salesmap.cli.options import Owner
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import TARGET_KINDS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete this quarter's target"), "salesmap target drop --period 2026-Q4"),
    (_("Delete this month's"), "salesmap target drop --period this-month"),
)


@app.command()
def drop_target(
    ctx: typer.Context,
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    team: Team = None,
) -> None:
    """Delete a target."""
    refuse_both(owner, team)
    context = get_context(ctx)
    from salesmap.actions.review.targets import TargetKey, drop

    drop(context.database, TargetKey(owner, read_period(context, period), kind, team=team))
    commit_state.mark_committed()
    echo(_("Deleted the target."))
