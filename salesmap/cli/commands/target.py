"""`salesmap target …`: what is to be reached, by whom, by when."""

from typing import Annotated

import click
import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.explain import show_explained
from salesmap.cli.options import Explain, Fields, Format, Owner
from salesmap.cli.output import echo, show
from salesmap.core import commit_state
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, glossed, ngettext
from salesmap.core.periods import Period, parse_period
from salesmap.domain.vocabulary import TARGET_KINDS, TARGET_PARTS

app = typer.Typer()
SUPPORTS_AS_OF = ("show",)

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
        click_type=click.Choice(TARGET_KINDS),
        metavar=_("TYPE"),
        help=_("Type of target: {kinds}.").format(kinds=glossed(TARGET_KINDS)),
    ),
]


@app.command(
    "set",
    help=_("Set a target for value, won leads or activities, for one owner or for everyone."),
)
def set_target(
    ctx: typer.Context,
    amount: Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("Amount: 12000, 3000k."))],
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set a target."""
    context = get_context(ctx)
    when = _period(context, period)
    from salesmap.actions.review.targets import TargetKey
    from salesmap.actions.review.targets import set_target as write

    write(context.database, TargetKey(owner, when, kind), _amount(amount, kind))
    commit_state.mark_committed()
    _answer(context, when, owner, kind, format, fields)


@app.command(
    "split",
    help=_("Split a target by person, month, week or working day; the parts add up exactly."),
)
def split_target(
    ctx: typer.Context,
    by: Annotated[
        str,
        typer.Argument(
            click_type=click.Choice(TARGET_PARTS),
            metavar="|".join(TARGET_PARTS),
            help=_("Unit to split by."),
        ),
    ],
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    among: Annotated[
        str | None,
        typer.Option(
            metavar=_("NAME=WEIGHT,…"),
            help=_("Persons or weights of the parts: ann=2,bo=1, 2026-10=3,2026-11=2."),
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Split a target."""
    context = get_context(ctx)
    when = _period(context, period)
    from salesmap.actions.review.targets import TargetKey, split
    from salesmap.core.calendar import working_days

    count = split(
        context.database, TargetKey(owner, when, kind), by, _weights(among), working_days()
    )
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
        _answer(context, when, None, kind, format, fields)


@app.command("drop", help=_("Delete a target."))
def drop_target(
    ctx: typer.Context,
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
) -> None:
    """Take a target away."""
    context = get_context(ctx)
    from salesmap.actions.review.targets import TargetKey, drop

    drop(context.database, TargetKey(owner, _period(context, period), kind))
    commit_state.mark_committed()
    echo(_("Deleted the target."))


@app.command(
    "show",
    help=_("Show targets: actual, gap, progress, pace needed per working day, projection."),
)
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
            click_type=click.Choice(TARGET_KINDS), metavar=_("TYPE"), help=_("Type of target.")
        ),
    ] = None,
    owner: Owner = None,
    explain: Explain = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show targets."""
    from salesmap.core.calendar import working_days
    from salesmap.reports.forecast.targets import Wanted, targets

    ask = targets
    if explain:  # the catalogue of all figures, which the targets themselves do not need
        from salesmap.reports.forecast.target_drilldown import explained_targets as ask

    context = get_context(ctx)
    wanted = Wanted(every, _period(context, period) if period else None, owner, kind)
    with context.read_connection() as connection:
        rows = ask(connection, context.clock, working_days(), wanted)
    (show_explained if explain else show)(context, rows, format, fields)


def _answer(
    context: AppContext,
    when: Period,
    owner: str | None,
    kind: str,
    format: str | None,
    fields: str | None,
) -> None:
    from salesmap.core.calendar import working_days
    from salesmap.reports.forecast.targets import Wanted, targets

    with context.read_connection() as connection:
        rows = targets(connection, context.clock, working_days(), Wanted(True, when, owner, kind))
    show(context, rows, format, fields)


def _period(context: AppContext, text: str) -> Period:
    return parse_period(text, context.clock.today())


def _amount(text: str, kind: str) -> int:
    """The amount as it is kept: hundredths of a value, a whole number of other things. Raises UsageError."""
    from salesmap.core.money import parse_money

    cents, _currency = parse_money(text)
    if cents < 0 or (kind != TARGET_KINDS[0] and cents % 100):
        raise UsageError(
            _("A target must be 0 or more, and a whole number for wins and activities.")
        )
    return cents if kind == TARGET_KINDS[0] else cents // 100


def _weights(text: str | None) -> dict[str, float]:
    """`ann,bo` or `ann=2,bo=1`. Raises UsageError."""
    found = {}
    for part in (text or "").split(","):
        name, sign, weight = part.partition("=")
        if not name.strip():
            continue
        try:
            found[name.strip()] = float(weight) if sign else 1.0
        except ValueError:
            raise UsageError(
                _("Cannot read {text!r} in {option}: write A=B,C=D.").format(
                    text=part, option="--among"
                )
            ) from None
    return found
