"""Quotes named on the command line, and answers about them."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import QUOTE
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.domain.papers.names import paper_name

if TYPE_CHECKING:
    from salesmap.actions.quote.approvals import OnDraft
    from salesmap.actions.quote.draft import Edited

QUOTE_HELP = _("Quote: its number or id, lead:7, or words of the lead's name (its newest quote).")
QuoteRef = Annotated[str, typer.Argument(metavar=_("QUOTE"), click_type=QUOTE, help=QUOTE_HELP)]
Version = Annotated[
    int | None,
    typer.Option("--version", min=1, metavar=_("N"), help=_("Version; the newest by default.")),
]


def quote_of(context: AppContext, reference: str, *, is_named: bool = True) -> int:
    """Return the id of a quote.

    `is_named`: the answer names it; else it is named here where it was found by its lead. Raises
    PaperNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.papers import find_paper

    with context.read_connection() as connection:
        match = find_paper(connection, "quote", reference)
    if not match.is_exact and not is_named:
        notify(_("Quote {number}").format(number=match.name))
    return match.id


def answer_with_quote(
    context: AppContext, quote_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about a quote, or the quote in a format.

    The sentence may name its columns, `{name}` (number or draft) and `{amount}` (the total).
    """
    from salesmap.reports.quote import quotes

    with context.read_connection() as connection:
        currency = context.currency(connection)
        rows = quotes.one(connection, context.clock.today(), currency, quote_id)
    places = dict(zip(rows.names(), rows.values[0], strict=True))
    places["name"] = paper_name(places["number"], quote_id)
    places["amount"] = f"{money_text(places['total'])} {places['currency']}"
    show_result(context, rows, format, fields, message.format(**places))


def answer_with_requests(
    context: AppContext,
    quote_id: int,
    done: "OnDraft",
    format: str | None,
    fields: str | None,
    message: str,
) -> None:
    """Print a sentence about the draft of a quote, or the quote in a format."""
    name = done.name if done.n == 1 else f"{done.name} v{done.n}"
    amount = f"{money_text(done.total_cents)} {done.currency}"
    answer_with_quote(context, quote_id, format, fields, message.format(name=name, amount=amount))


def answer_with_draft(
    context: AppContext, edited: "Edited", format: str | None, fields: str | None
) -> None:
    """Say what the draft comes to now, or print the quote in a format; tell of voided approvals."""
    text = _("Quote {name}: {amount}.") if edited.n == 1 else _("Quote {name} v{n}: {amount}.")
    if not edited.is_changed:
        text = _("Quote {name} is unchanged: {amount}.")
    amount = f"{money_text(edited.total_cents)} {edited.currency}"
    message = text.format(name=edited.name, n=edited.n, amount=amount)
    answer_with_quote(context, edited.quote_id, format, fields, message)
    if edited.voided:
        notify(_("The approval no longer holds: the quote got worse since. Ask again."))
