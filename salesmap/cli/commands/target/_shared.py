"""What the commands on targets share."""

from typing import Annotated

import typer

from salesmap.cli.choices import WordChoice
from salesmap.cli.completion.names import TEAM
from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.output import show
from salesmap.core.i18n import _, glossed
from salesmap.core.periods import Period, parse_period
from salesmap.domain.vocabulary import TARGET_KINDS

When = Annotated[
    str,
    typer.Option(
        "--period",
        metavar=_("PERIOD"),
        help=_("Period, such as 2026-W47, 2026-11, 2026-Q4, 2026 or this-month."),
    ),
]
Kind = Annotated[
    str,
    typer.Option(
        click_type=WordChoice(TARGET_KINDS),
        metavar=_("TYPE"),
        help=_("Type of target: {kinds}.").format(kinds=glossed(TARGET_KINDS)),
    ),
]


Team = Annotated[
    str | None,
    typer.Option(metavar=_("TEAM"), click_type=TEAM, help=_("Team, in place of an owner.")),
]


def refuse_both(owner: str | None, team: str | None) -> None:
    """Raise ConflictingOptionsError for a target of an owner and a team."""
    if owner and team:
        raise ConflictingOptionsError(option="--team", others=["--owner"])


def show_targets_of(
    context: AppContext,
    when: Period,
    owner: str | None,
    team: str | None,
    kind: str,
    format: str | None,
    fields: str | None,
) -> None:
    """Print the targets of a period, an owner or a team, and a kind."""
    from salesmap.core.calendar import working_days
    from salesmap.reports.forecast.targets import TargetFilter, targets

    with context.read_connection() as connection:
        rows = targets(
            connection,
            context.clock,
            working_days(),
            TargetFilter(
                True,
                when,
                (owner,) if owner else (),
                kind,
                amounts=context.amounts(connection),
                teams=(team,) if team else (),
            ),
        )
    show(context, rows, format, fields)


def read_period(context: AppContext, text: str) -> Period:
    """Return the period that a text means. Raises UsageError."""
    return parse_period(text, context.clock.today())
