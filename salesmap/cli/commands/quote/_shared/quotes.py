"""Quotes named on the command line, and answers about them."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import QUOTE
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _
from salesmap.core.money import money_text

QUOTE_HELP = _("Quote: its number or id, lead:7, or words of the lead's name (its newest quote).")
QuoteRef = Annotated[str, typer.Argument(metavar=_("QUOTE"), click_type=QUOTE, help=QUOTE_HELP)]
Version = Annotated[
    int | None,
    typer.Option("--version", min=1, metavar=_("N"), help=_("Version; the newest by default.")),
]


def quote_of(context: AppContext, reference: str) -> int:
    """Return the id of a quote, and name it where it was found by its lead.

    Raises PaperNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.papers import find_paper

    with context.read_connection() as connection:
        match = find_paper(connection, "quote", reference)
    if not match.is_exact:
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
        rows = quotes.one(connection, context.clock.today(), context.database.currency, quote_id)
    places = dict(zip(rows.names(), rows.values[0], strict=True))
    places["name"] = places["number"] or f"draft {quote_id}"
    places["amount"] = f"{money_text(places['total'])} {places['currency']}"
    show_result(context, rows, format, fields, message.format(**places))


def tell_voided(count: int) -> None:
    """Say that an edit voided approvals, if it did."""
    if count:
        notify(_("The approval no longer holds: the quote got worse since. Ask again."))
