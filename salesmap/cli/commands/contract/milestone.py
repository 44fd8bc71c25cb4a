"""`salesmap contract milestone`."""

from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    contract_of,
    tell_due_dates,
)
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Due, Fields, Format, day, tell_past
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.actions.contract.milestones import Reached

ACTIONS = ("add", "done", "accept")

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Plan the delivery"), _("salesmap contract milestone 1 add delivery --due +30d")),
    (_("The delivery is done"), "salesmap contract milestone 1 done 1"),
)


class _Action(click.Choice[str]):
    """An action, in English or Chinese."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(_IN_CHINESE.get(value, value), param, ctx)


_IN_CHINESE = {"添加": "add", "完成": "done", "验收": "accept"}


@app.command()
def milestone(
    ctx: typer.Context,
    contract: ContractRef,
    action: Annotated[
        str,
        typer.Argument(
            metavar="|".join(ACTIONS),
            click_type=_Action(ACTIONS),
            help=_("add WHAT, done NUMBER or accept NUMBER."),
        ),
    ],
    what: Annotated[
        str,
        typer.Argument(
            metavar=_("WHAT"), click_type=FREE_TEXT, help=_("Its name; later its number or name.")
        ),
    ],
    due: Due = None,
    on: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Day; today by default."))
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a milestone, or note that it is done or accepted."""
    from salesmap.actions.contract import milestones
    from salesmap.cli.option_errors import ConflictingOptionsError

    context = get_context(ctx)
    wrong, name = (on, "--on") if action == "add" else (due, "--due")
    if wrong is not None:
        raise ConflictingOptionsError(option=name, others=[action])
    contract_id = contract_of(context, contract, is_named=False)
    if action == "add":
        planned = day(context, due)
        if planned:
            tell_past(context, planned)
        done = milestones.add(
            context.database, contract_id, what, planned.isoformat() if planned else None
        )
        message = _("Milestone {number}: {what}.")
    else:
        number = _number(context, contract_id, what)
        when = day(context, on)
        if action == "done":
            done = milestones.mark_done(context.database, contract_id, number, when)
            message = _("Done: {what}.")
        else:
            done = milestones.accept(context.database, contract_id, number, when)
            message = _("Accepted: {what}.")
    _answer(context, done, message, format, fields)
    tell_due_dates(done.due_on)


def _number(context: AppContext, contract_id: int, what: str) -> int:
    """Return the number of a milestone, which may be named. Raises MilestoneNamedError."""
    from salesmap.core.folding import fold
    from salesmap.reports.contract import contracts

    if what.isascii() and what.isdigit():
        return int(what)
    with context.read_connection() as connection:
        rows = contracts.detail(connection, context.clock.today(), contract_id).milestones.values
    for row in rows:
        if fold(row[1]) == fold(what):
            return int(row[0])
    from salesmap.cli.commands.contract._shared.errors import UnknownMilestoneError

    raise UnknownMilestoneError(what, [f"{row[0]} {row[1]}" for row in rows])


def _answer(
    context: AppContext, done: "Reached", message: str, format: str | None, fields: str | None
) -> None:
    if format is None and fields is None:
        echo(message.format(number=done.number, what=done.what))
        return
    from salesmap.reports.contract import contracts

    with context.read_connection() as connection:
        detail = contracts.detail(connection, context.clock.today(), done.contract_id)
    rows = detail.milestones
    chosen = [row for row in rows.values if row[0] == done.number]
    show(context, rows._replace(values=chosen), format, fields, single=True)
