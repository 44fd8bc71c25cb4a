"""Signing a contract from the command line."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.contract._shared.contracts import answer_with_contract, tell_due_dates
from salesmap.cli.commands.lead._shared.referrers import tell_thanks
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.core.money import money_text

if TYPE_CHECKING:
    from salesmap.actions.contract.signing import Signed


def answer_with_signed(
    context: AppContext, done: "Signed", format: str | None, fields: str | None
) -> None:
    """Say that a contract or an amendment was signed, and what came of it."""
    message = (
        _("Signed contract {number} with {whom}: {total}, {signed_on}.")
        if done.n == 1
        else _("Signed version {version} of contract {number}: {total}.")
    )
    answer_with_contract(context, done.contract_id, format, fields, message)
    if not done.has_plan:
        notify(
            _(
                "It has no payment plan, so nothing of it falls due; 'salesmap contract amend "
                "{id} --plan …' makes one."
            ).format(id=done.contract_id)
        )
    tell_due_dates(done.due)
    if done.won is not None:
        notify(_("Lead {id} is won.").format(id=done.won))
        tell_thanks(context, done.won)
    if done.won_today:
        notify(_("It is won today: it came to its stage after the contract was signed."))
    if done.missing:
        from salesmap.actions.lead.gates import label_of

        listed = _(", ").join(label_of(each) for each in done.missing)
        notify(_("It was won although this is missing: {elements}.").format(elements=listed))
    if done.lost is not None:
        notify(
            _("Lead {id} is closed and stays so; 'salesmap lead reopen {id}' opens it.").format(
                id=done.lost
            )
        )
    if done.value_cents is not None:
        notify(_("The lead's value is now {value}.").format(value=money_text(done.value_cents)))
    if done.other_value_cents is not None:
        notify(
            _(
                "The lead's value stays {value}; 'salesmap lead edit {id} --value …' changes it."
            ).format(value=money_text(done.other_value_cents), id=done.won)
        )
