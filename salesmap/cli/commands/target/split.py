"""`salesmap target split`."""

from typing import Annotated

import typer

from salesmap.cli.choices import WordChoice
from salesmap.cli.commands.target._shared import (
    Kind,
    Team,
    When,
    read_period,
    refuse_both,
    show_targets_of,
)
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import PairSyntaxError
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _, ngettext
from salesmap.domain.vocabulary import TARGET_KINDS, TARGET_PARTS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Split a quarter by month"), "salesmap target split month --period 2026-Q4"),
    (
        _("Split it by person"),
        _("salesmap target split person --period 2026-Q4 --among ann=2,bo=1"),
    ),
    (
        _("Split it by team, as large as each is"),
        _("salesmap target split team --period 2026-Q4"),
    ),
)


@app.command()
def split_target(
    ctx: typer.Context,
    by: Annotated[
        str,
        typer.Argument(
            click_type=WordChoice(TARGET_PARTS),
            metavar="|".join(TARGET_PARTS),
            help=_("Unit to split by."),
        ),
    ],
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    team: Team = None,
    among: Annotated[
        str | None,
        typer.Option(
            metavar=_("NAME=WEIGHT,…"),
            help=_("Persons, teams or weights of the parts: ann=2,bo=1, 2026-10=3,2026-11=2."),
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Split a target."""
    refuse_both(owner, team)
    context = get_context(ctx)
    when = read_period(context, period)
    from salesmap.actions.review.targets import TargetKey, split
    from salesmap.core.calendar import working_days

    key = TargetKey(owner, when, kind, team=team)
    count = split(context.database, key, by, _weights(among), working_days())
    commit_state.mark_committed()
    if format is None and fields is None:
        echo(
            ngettext(
                "Split into {count} part: see 'salesmap target show --period {period}'.",
                "Split into {count} parts: see 'salesmap target show --period {period}'.",
                count,
            ).format(count=count, period=period)
        )
    else:
        show_targets_of(context, when, None, None, kind, format, fields)


def _weights(text: str | None) -> dict[str, float]:
    """Return the weights in `ann,bo` or `ann=2,bo=1`. Raises PairSyntaxError."""
    found = {}
    for part in (text or "").split(","):
        name, sign, weight = part.partition("=")
        if not name.strip():
            continue
        try:
            found[name.strip()] = float(weight) if sign else 1.0
        except ValueError:
            raise PairSyntaxError(text=part, option="--among") from None
    return found
