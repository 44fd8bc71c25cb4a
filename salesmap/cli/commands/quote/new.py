"""`salesmap quote new`."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.quote._shared import line_options as options
from salesmap.cli.commands.quote._shared.quotes import answer_with_quote
from salesmap.cli.commands.quote._shared.sending import (
    By,
    To,
    Valid,
    answer_with_sent,
    send_quote,
)
from salesmap.cli.commands.quote._shared.validity import last_day
from salesmap.cli.completion.names import PRODUCT
from salesmap.cli.context import get_context
from salesmap.cli.hints.lookup import drafting_with
from salesmap.cli.options import Fields, Format, LeadRef, Owner
from salesmap.cli.output import notify
from salesmap.core.i18n import N_, _

if TYPE_CHECKING:
    from salesmap.actions.quote.draft import Begun

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("With a line of your own, and sent at once"),
        _('salesmap quote new 1 "Installation" --price 1200 --send'),
    ),
    (_("A draft to which lines are added"), "salesmap quote new 1"),
)


@app.command()
def new_quote(
    ctx: typer.Context,
    lead: LeadRef,
    lines: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[LINE]..."),
            click_type=PRODUCT,
            help=_("Lines: CODE@QUANTITY of products, or texts."),
        ),
    ] = None,
    price: options.Price = None,
    unit: options.Unit = None,
    tax: options.Tax = None,
    discount: options.Discount = None,
    tax_included: options.TaxMode = None,
    currency: Annotated[
        str | None, typer.Option(metavar=_("CODE"), help=_("Currency; else the lead's."))
    ] = None,
    template: Annotated[
        str | None, typer.Option(metavar=_("NAME"), help=_("Template of texts and layout."))
    ] = None,
    price_list: Annotated[
        str | None, typer.Option("--list", metavar=_("NAME"), help=_("Price list."))
    ] = None,
    owner: Owner = None,
    text: Annotated[
        str | None, typer.Option(metavar=_("TEXT"), help=_("Text on the quote."))
    ] = None,
    send: Annotated[bool, typer.Option("--send", help=_("Send it at once."))] = False,
    by: By = None,
    to: To = None,
    valid: Valid = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Begin a quote."""
    from salesmap.actions.database.create import joined_transaction
    from salesmap.actions.quote.draft import QuoteWish, new
    from salesmap.actions.quote.templates import lasting_name, template_finder
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    with context.read_connection() as connection:
        lead_number = lead_id(connection, lead)
    until = last_day(context, valid)
    template = lasting_name(template)
    wish = QuoteWish(
        template=template,
        list_name=price_list,
        tax_included=tax_included,
        currency=currency,
        owner=owner,
        valid_until=until.isoformat() if until else None,
        text=text,
        lines=template_finder(context.database)(template).lines,
    )
    line = options.line_wish(price, unit, tax, discount, tax_included=tax_included)
    if not send:
        begun = new(context.database, lead_number, lines or (), wish, line)
        message = _("Quote {name} for {lead}: {amount}.")
        answer_with_quote(context, begun.quote_id, format, fields, message)
        _tell_left_out(begun)
        return
    with drafting_with("--send"), joined_transaction(context.database, None, N_("quote sent: {}")):
        begun = new(context.database, lead_number, lines or (), wish, line)
        sent = send_quote(context, begun.quote_id, by, to)
    answer_with_sent(context, sent, format, fields)
    _tell_left_out(begun)


def _tell_left_out(begun: "Begun") -> None:
    """Say which lines of the template are not on the quote, and why."""
    for line, reason in begun.left_out:
        text = _("Left out, a line of the template: {line}. {reason}")
        notify(text.format(line=line, reason=reason))
