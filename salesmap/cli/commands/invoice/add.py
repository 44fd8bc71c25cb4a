"""`salesmap invoice add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import ContractRef, contract_of
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note, day
from salesmap.cli.output import notify, show_result
from salesmap.core.figures.percentages import parse_percent
from salesmap.core.i18n import _
from salesmap.core.money import money_text, parse_money
from salesmap.domain.papers.names import paper_name

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("An invoice of today"), "salesmap invoice add 1 3k --number 24001"),
    (_("With its kind and tax rate"), "salesmap invoice add 1 3k --kind VAT --tax 13%"),
)


@app.command()
def add_invoice(
    ctx: typer.Context,
    contract: ContractRef,
    amount: Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("Amount, with tax."))],
    kind: Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Kind of invoice."))] = None,
    tax: Annotated[
        str | None, typer.Option(metavar=_("RATE"), help=_("Tax rate, such as 13%."))
    ] = None,
    number: Annotated[
        str | None, typer.Option(metavar=_("TEXT"), help=_("Number of the invoice."))
    ] = None,
    on: options.On = None,
    over: Annotated[
        bool, typer.Option("--over", help=_("More than the contract comes to; needs --note."))
    ] = False,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record an invoice."""
    from salesmap.actions.contract.invoices import InvoiceWish, add
    from salesmap.reports.contract import payments

    context = get_context(ctx)
    cents, currency = parse_money(amount)
    wish = InvoiceWish(
        cents,
        currency,
        kind,
        parse_percent(tax) if tax is not None else None,
        number,
        day(context, on),
        note,
        over,
    )
    done = add(context.database, contract_of(context, contract), wish)
    with context.read_connection() as connection:
        rows = payments.invoices(connection, id=done.invoice_id).rows
    places = dict(zip(rows.names(), rows.values[0], strict=True))
    message = _("Invoice {id}: {amount} {currency} on contract {contract}, {day}.").format(
        id=done.invoice_id,
        amount=money_text(cents),
        currency=places["currency"],
        contract=paper_name(places["contract"], places["contract_id"]),
        day=places["issued_on"],
    )
    show_result(context, rows, format, fields, message)
    if done.same_as is not None:
        text = _("Invoice {id} has the same number; 'salesmap undo' takes this one back.")
        notify(text.format(id=done.same_as))
