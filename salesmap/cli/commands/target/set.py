"""`salesmap target set`."""

from typing import Annotated

import typer

from salesmap.cli.commands.target._shared import (
    Kind,
    Team,
    When,
    read_period,
    refuse_both,
    show_targets_of,
)
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.option_errors import TargetAmountError, TargetCurrencyError
from salesmap.cli.options import Fields, Format, Owner
from salesmap.core import commit_state
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import TARGET_KINDS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Set this month's target"), _("salesmap target set 300k")),
    (
        _("Set a target of won leads for one owner"),
        _("salesmap target set 5 --kind count --owner ann --period 2026-Q4"),
    ),
)


@app.command()
def set_target(
    ctx: typer.Context,
    amount: Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("Amount: 12000, 3000k."))],
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    team: Team = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set a target."""
    refuse_both(owner, team)
    context = get_context(ctx)
    when = read_period(context, period)
    from salesmap.actions.review.targets import TargetKey
    from salesmap.actions.review.targets import set_target as write

    write(context.database, TargetKey(owner, when, kind, team=team), _amount(context, amount, kind))
    commit_state.mark_committed()
    show_targets_of(context, when, owner, team, kind, format, fields)


def _amount(context: AppContext, text: str, kind: str) -> int:
    """Return the amount as stored: hundredths of a value, a whole number of other kinds.

    Raises TargetAmountError, TargetCurrencyError for another currency than the database's.
    """
    from salesmap.core.money import parse_money

    if text.startswith("-"):
        raise TargetAmountError()
    cents, currency = parse_money(text)
    if currency:
        with context.read_connection() as connection:
            own = context.currency(connection)
        if currency != own:
            raise TargetCurrencyError(currency=currency, own=own)
    if cents < 0 or (kind != TARGET_KINDS[0] and cents % 100):
        raise TargetAmountError()
    return cents if kind == TARGET_KINDS[0] else cents // 100
