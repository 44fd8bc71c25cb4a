"""What the commands on prices share."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import CUSTOMER, PRICE_LIST, TIER
from salesmap.cli.context import AppContext
from salesmap.cli.filters import say_unknown
from salesmap.cli.output import notify
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.store.connection import Connection

PriceList = Annotated[
    str | None,
    typer.Option("--list", metavar=_("NAME"), click_type=PRICE_LIST, help=_("Price list.")),
]
Customer = Annotated[
    str | None,
    typer.Option(
        metavar=_("CUSTOMER"), click_type=CUSTOMER, help=_("Customer number, or words of its name.")
    ),
]
Tier = Annotated[
    str | None,
    typer.Option(metavar=_("TIER"), click_type=TIER, help=_("Tier of customers, such as A.")),
]


def customer_id(connection: "Connection", reference: str | None) -> int | None:
    """Return the id of a customer, named where only a part of its name was given; None of none.

    Raises CustomerNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.references import find_customer

    if reference is None:
        return None
    match = find_customer(connection, reference)
    if not match.is_exact:
        notify(_("Customer {id}: {name}").format(id=match.id, name=match.name))
    return match.id


def say_unknown_names(context: AppContext, price_list: str | None, tier: str | None) -> None:
    """Name a price list or a tier that nothing has, with those there are."""
    from salesmap.reports.product.prices import lists, tiers
    from salesmap.reports.query.spellings import unknown_values

    if price_list is None and tier is None:
        return
    with context.read_connection() as connection:
        known = lists(connection), tiers(connection)
    say_unknown(unknown_values("list", [price_list] if price_list else [], known[0]))
    say_unknown(unknown_values("tier", [tier] if tier else [], known[1]))
