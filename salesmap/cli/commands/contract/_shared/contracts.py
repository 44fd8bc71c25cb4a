"""Contracts named on the command line, and answers about them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import CONTRACT
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result, write
from salesmap.core.i18n import _, ngettext
from salesmap.core.money import money_text
from salesmap.domain.papers.names import paper_name

if TYPE_CHECKING:
    from salesmap.actions.contract.drafting import Drafted

CONTRACT_HELP = _(
    "Contract: its number or id, lead:7, or words of the lead's name (its newest contract)."
)
ContractRef = Annotated[
    str, typer.Argument(metavar=_("CONTRACT"), click_type=CONTRACT, help=CONTRACT_HELP)
]


def contract_of(context: AppContext, reference: str, *, is_named: bool = True) -> int:
    """Return the id of a contract.

    `is_named`: the answer names it; else it is named here where it was found by its lead. Raises
    PaperNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.papers import find_paper

    with context.read_connection() as connection:
        match = find_paper(connection, "contract", reference)
    if not match.is_exact and not is_named:
        notify(_("Contract {number}").format(number=match.name))
    return match.id


def answer_with_contract(
    context: AppContext,
    contract_id: int,
    format: str | None,
    fields: str | None,
    message: str,
    amount_cents: int | None = None,
) -> None:
    """Print a sentence about a contract, or the contract in a format.

    The sentence may name its columns, `{name}` (number or draft), `{whom}` (lead or customer),
    `{total}` (the amount: that of its version in force unless given).
    """
    from salesmap.reports.contract import contracts

    with context.read_connection() as connection:
        rows = contracts.one(connection, context.clock.today(), contract_id)
    places = dict(zip(rows.names(), rows.values[0], strict=True))
    places["name"] = paper_name(places["number"], contract_id)
    places["whom"] = places["lead"] or places["customer"] or ""
    total = places["amount"] if amount_cents is None else amount_cents
    places["total"] = f"{money_text(total)} {places['currency']}"
    show_result(context, rows, format, fields, message.format(**places))


def tell_other_customer(context: AppContext, contract_id: int, target_id: int) -> None:
    """Say that money went to the contract of another customer, where it did."""
    from salesmap.reports.contract import contracts

    with context.read_connection() as connection:
        customers = [
            contracts.one(connection, context.clock.today(), id).select(["customer"]).values[0][0]
            for id in (contract_id, target_id)
        ]
    if customers[0] != customers[1]:
        text = _("It is a contract of another customer: {customer}.")
        notify(text.format(customer=customers[1] or _("none")))


def write_new_parts(done: "Drafted", format: str | None) -> None:
    """Print what parts of the plan come to now, unless a format was asked for."""
    for part in () if format else done.parts:
        text = (
            _("Part {part} ({what}): {amount}.")
            if part.before is None
            else _("Part {part} ({what}): {before} → {amount}.")
        )
        before, amount = money_text(part.before or 0), money_text(part.amount)
        write(text.format(part=part.position, what=part.what, before=before, amount=amount))


def tell_drafted(done: "Drafted") -> None:
    """Say what was taken for granted, or is missing, after a contract was drafted or edited."""
    if done.lines_cents is not None:
        text = _("The lines stay as they are: they come to {amount} before rounding.")
        notify(text.format(amount=money_text(done.lines_cents)))
    if done.of_value:
        notify(_("The amount is the lead's value; give another one with --amount."))
    if done.other_contract:
        notify(_("That quote is in contract {name} already.").format(name=done.other_contract))
    if done.renewed_by:
        notify(_("Contract {name} renews it already.").format(name=done.renewed_by))
    tell_unknown(done.contract_id, done.unknown)
    tell_voided(done.voided)


def tell_unknown(contract_id: int, milestones: Sequence[str]) -> None:
    """Name the milestones that a plan waits for and that the contract does not have."""
    for what in milestones:
        command = f'salesmap contract milestone {contract_id} add "{what}" --due …'
        notify(
            _("The plan waits for {what}; add the milestone: {command}").format(
                what=what, command=command
            )
        )


def tell_voided(count: int) -> None:
    """Say that an edit voided approvals, if it did."""
    if count:
        notify(_("The approval no longer holds: the contract changed since. Submit it again."))


def tell_due_dates(days: Sequence[str]) -> None:
    """Say when parts of the plan fall due, now that their anchor is reached."""
    if days:
        listed = _(", ").join(dict.fromkeys(days))
        notify(
            ngettext(
                "{count} payment falls due: {days}.",
                "{count} payments fall due: {days}.",
                len(days),
            ).format(count=len(days), days=listed)
        )
