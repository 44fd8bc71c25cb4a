"""What the commands of payments share."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.context import AppContext
from salesmap.cli.options import day
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _
from salesmap.core.money import money_text, parse_money
from salesmap.domain.papers.names import paper_name

if TYPE_CHECKING:
    from salesmap.actions.contract.payments import Paid, PaymentWish

AmountOf = Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("Amount, such as 30k."))]
Method = Annotated[
    str | None,
    typer.Option(metavar=_("TEXT"), help=_("How: transfer, cheque, cash, alipay or wechat.")),
]
Reference = Annotated[
    str | None, typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reference."))
]
ForPart = Annotated[
    int | None,
    typer.Option("--for", min=1, metavar=_("N"), help=_("Part of the plan that it is meant for.")),
]


def payment_wish(
    context: AppContext,
    amount: str,
    on: str | None,
    method: str | None,
    reference: str | None,
    for_part: int | None,
    note: str | None,
    external_id: str | None = None,
) -> "PaymentWish":
    """Return what was typed about a payment. Raises UsageError for what cannot be read."""
    from salesmap.actions.contract.payments import PaymentWish

    cents, currency = parse_money(amount)
    return PaymentWish(
        cents, currency, day(context, on), method, reference, note, for_part, external_id
    )


def answer_with_payment(
    context: AppContext, done: "Paid", format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about a payment, or the payment in a format, and what it settled.

    The sentence may name its columns and `{total}`, the amount without its sign.
    """
    from salesmap.reports.contract import payments

    with context.read_connection() as connection:
        rows = payments.find(connection, id=done.payment_id).rows
    places = dict(zip(rows.names(), rows.values[0], strict=True))
    places["contract"] = paper_name(places["contract"], places["contract_id"])
    places["total"] = f"{money_text(abs(places['amount']))} {places['currency']}"
    show_result(context, rows, format, fields, message.format(**places))
    for part, cents in done.shares:
        text = _("Part {part}: {amount}.") if cents > 0 else _("Reversed on part {part}: {amount}.")
        notify(text.format(part=part, amount=money_text(abs(cents))))
    if done.credit:
        notify(
            _("Credit of the contract: {amount} {currency}.").format(
                amount=money_text(done.credit), currency=places["currency"]
            )
        )
    if not done.is_signed:
        notify(_("The contract is not signed yet."))
    if done.same_as is not None:
        notify(
            _(
                "Payment {id} has the same amount and day; 'salesmap undo' takes this one back."
            ).format(id=done.same_as)
        )
