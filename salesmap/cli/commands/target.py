"""`salesmap target …`: what is to be reached, by whom, by when."""

from typing import Annotated

import click
import typer

from salesmap.cli.context import Desk, desk_of
from salesmap.cli.explain import show_explained
from salesmap.cli.options import Explain, Fields, Format, Owner
from salesmap.cli.output import show, tell
from salesmap.core import commit_state as done
from salesmap.core.errors import Unreadable
from salesmap.core.i18n import _, glossed
from salesmap.core.periods import Period, parse_period
from salesmap.domain.vocabulary import TARGET_KINDS, TARGET_PARTS

app = typer.Typer()
LOOKS_BACK = ("show",)

When = Annotated[str, typer.Option("--period", metavar=_("PERIOD"), help=_("2026-W47, 2026-11, 2026-Q4, 2026, this-month, …"))]
Kind = Annotated[
    str,
    typer.Option(
        click_type=click.Choice(TARGET_KINDS), metavar=_("KIND"), help=_("What it counts: {kinds}.").format(kinds=glossed(TARGET_KINDS))
    ),
]


@app.command("set", help=_("Set a target: a value, a number of wins, or of activities; of one owner, or of all."))
def set_target(
    ctx: typer.Context,
    amount: Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("How much: 12000, 3000k."))],
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set a target."""
    desk = desk_of(ctx)
    when = _period(desk, period)
    from salesmap.actions.review.targets import Aim
    from salesmap.actions.review.targets import set_target as put

    put(desk.book, Aim(owner, when, kind), _amount(amount, kind))
    done.mark()
    _answer(desk, when, owner, kind, format, fields)


@app.command("split", help=_("Split a target by person, month, week or working day; the parts add up exactly."))
def split_target(
    ctx: typer.Context,
    by: Annotated[str, typer.Argument(click_type=click.Choice(TARGET_PARTS), metavar="|".join(TARGET_PARTS), help=_("Into what."))],
    period: When = "this-month",
    kind: Kind = TARGET_KINDS[0],
    owner: Owner = None,
    among: Annotated[
        str | None,
        typer.Option(metavar=_("NAME=WEIGHT,…"), help=_("Among whom, or by which weights: ann=2,bo=1, 2026-10=3,2026-11=2.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Split a target."""
    desk = desk_of(ctx)
    when = _period(desk, period)
    from salesmap.actions.review.targets import Aim, split
    from salesmap.core.calendar import working_days

    count = split(desk.book, Aim(owner, when, kind), by, _weights(among), working_days())
    done.mark()
    if format is None and fields is None:
        tell(_("Split into {count} parts: see 'salesmap target show --period {period}'.").format(count=count, period=period))
    else:
        _answer(desk, when, None, kind, format, fields)


@app.command("drop", help=_("Take a target away."))
def drop_target(ctx: typer.Context, period: When = "this-month", kind: Kind = TARGET_KINDS[0], owner: Owner = None) -> None:
    """Take a target away."""
    desk = desk_of(ctx)
    from salesmap.actions.review.targets import Aim, drop

    drop(desk.book, Aim(owner, _period(desk, period), kind))
    done.mark()
    tell(_("Took the target away."))


@app.command("show", help=_("Targets beside what was reached: gap, progress, the pace needed each working day, and a projection."))
def show_targets(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Option(metavar=_("PERIOD"), help=_("Those within it; those running now unless said."))] = None,
    every: Annotated[bool, typer.Option("--all", help=_("All of them, past and to come."))] = False,
    kind: Annotated[str | None, typer.Option(click_type=click.Choice(TARGET_KINDS), metavar=_("KIND"), help=_("Only these."))] = None,
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

    desk = desk_of(ctx)
    wanted = Wanted(every, _period(desk, period) if period else None, owner, kind)
    with desk.reading() as connection:
        rows = ask(connection, desk.clock, working_days(), wanted)
    (show_explained if explain else show)(desk, rows, format, fields)


def _answer(desk: Desk, when: Period, owner: str | None, kind: str, format: str | None, fields: str | None) -> None:
    from salesmap.core.calendar import working_days
    from salesmap.reports.forecast.targets import Wanted, targets

    with desk.reading() as connection:
        rows = targets(connection, desk.clock, working_days(), Wanted(True, when, owner, kind))
    show(desk, rows, format, fields)


def _period(desk: Desk, text: str) -> Period:
    return parse_period(text, desk.clock.today())


def _amount(text: str, kind: str) -> int:
    """The amount as it is kept: hundredths of a value, a whole number of other things. Raises Unreadable."""
    from salesmap.core.money import parse_money

    cents, _currency = parse_money(text)
    if cents < 0 or (kind != TARGET_KINDS[0] and cents % 100):
        raise Unreadable(_("A target is no less than nothing, and of wins and activities a whole number."))
    return cents if kind == TARGET_KINDS[0] else cents // 100


def _weights(text: str | None) -> dict[str, float]:
    """`ann,bo` or `ann=2,bo=1`. Raises Unreadable."""
    found = {}
    for part in (text or "").split(","):
        name, sign, weight = part.partition("=")
        if not name.strip():
            continue
        try:
            found[name.strip()] = float(weight) if sign else 1.0
        except ValueError:
            raise Unreadable(_("Cannot read {text!r} in {option}: write A=B,C=D.").format(text=part, option="--among")) from None
    return found
