"""What the commands on products share: references, options, answers."""

import csv
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from salesmap.cli.commands.lead._shared.options import read_amount
from salesmap.cli.completion.names import CATEGORY, PRODUCT
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result
from salesmap.core.figures.percentages import parse_percent
from salesmap.core.i18n import _, ngettext
from salesmap.domain.product.product import ProductEdit

_MOST_SHOWN = 5
PRODUCT_HELP = _("Product: its code, id, or words of its name.")
ProductRef = Annotated[
    str, typer.Argument(metavar=_("PRODUCT"), click_type=PRODUCT, help=PRODUCT_HELP)
]
ProductRefs = Annotated[
    list[str], typer.Argument(metavar=_("PRODUCT..."), click_type=PRODUCT, help=PRODUCT_HELP)
]
Currency = Annotated[
    str | None,
    typer.Option(metavar=_("CODE"), help=_("Currency; the database's by default.")),
]
Unit = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Unit, such as piece."))]
Category = Annotated[
    str | None, typer.Option(metavar=_("NAME"), click_type=CATEGORY, help=_("Category."))
]
Cost = Annotated[
    str | None, typer.Option(metavar=_("AMOUNT"), help=_("Cost of one unit; never printed."))
]
Floor = Annotated[
    str | None,
    typer.Option(
        metavar=_("AMOUNT"),
        help=_("Lowest price of one unit, after all discounts; never printed."),
    ),
]
MaxDiscount = Annotated[
    str | None, typer.Option(metavar=_("RATE"), help=_("Largest discount, such as 15%."))
]
Tax = Annotated[
    str | None, typer.Option(metavar=_("RATE"), help=_("Tax rate, such as 13%; 0 by default."))
]
TaxIncluded = Annotated[
    bool | None,
    typer.Option("--tax-included/--tax-excluded", help=_("Whether the price includes tax.")),
]
Covers = Annotated[
    str | None, typer.Option(metavar=_("NEED,…"), help=_("Needs that the product covers."))
]
Requires = Annotated[
    str | None, typer.Option(metavar=_("CODE,…"), help=_("Products that it cannot do without."))
]
Excludes = Annotated[
    str | None, typer.Option(metavar=_("CODE,…"), help=_("Products that it does not go with."))
]


def listed(text: str) -> list[str]:
    """Return `a, b，c` as a list; quotes keep a comma."""
    row = next(csv.reader([text.replace("，", ",")], skipinitialspace=True), [])
    return [word.strip() for word in row if word.strip()]


def read_edit(**typed: Any) -> ProductEdit:
    """Return what the options set; an empty text clears a column. Raises UsageError."""
    values: dict[str, Any] = {}
    cents, currency = read_amount(typed.get("price"), typed.get("currency"))
    if cents is not None:
        values["price_cents"] = cents
    if currency:
        values["currency"] = currency
    for name in ("cost", "floor"):
        text = typed.get(name)
        if text is not None:
            amount, written = read_amount(text, currency) if text.strip() else (None, None)
            values[f"{name}_cents"] = amount
            currency = currency or written
    for name in ("name", "unit", "category"):
        if typed.get(name) is not None:
            values[name] = typed[name].strip() or None
    if typed.get("max_discount") is not None:
        rate = typed["max_discount"]
        values["max_discount_ppm"] = parse_percent(rate) if rate.strip() else None
    if typed.get("tax") is not None:
        values["tax_ppm"] = parse_percent(typed["tax"])
    if typed.get("tax_included") is not None:
        values["tax_included"] = int(typed["tax_included"])
    kinds = ("covers", "requires", "excludes")
    links = {kind: listed(typed[kind]) for kind in kinds if typed.get(kind) is not None}
    return ProductEdit(values, links, amounts_in=currency)


def tell_kept_in(code: str, currency: str) -> None:
    """Say that a cost or a floor that was not given changed its currency with the price."""
    text = _("The cost and the floor of {code} keep their figures: they are in {currency} now.")
    notify(text.format(code=code, currency=currency))


def product_ids(context: AppContext, references: list[str]) -> list[int]:
    """Return the ids of products, and name those that were found by a part of their names.

    Raises ProductNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.references import find_product

    with context.read_connection() as connection:
        matches = [find_product(connection, reference) for reference in references]
    for match in matches:
        if not match.is_exact:
            notify(_("Product {code}").format(code=match.name))
    return list(dict.fromkeys(match.id for match in matches))


def answer_with_product(
    context: AppContext,
    product_id: int,
    format: str | None,
    fields: str | None,
    message: str,
    changes: str = "",
) -> None:
    """Print a sentence with places for `code name changes`, or the product in a format.

    What is odd about the product is told.
    """
    from salesmap.reports.product import products

    with context.read_connection() as connection:
        rows = products.one(connection, product_id)
        code, name = rows.values[0][1:3]
        odd = products.oddities(connection, [code])
    show_result(
        context, rows, format, fields, message.format(code=code, name=name, changes=changes)
    )
    if odd.below_floor:
        notify(_("The price of {code} is below its floor.").format(code=code))
    if odd.below_cost:
        notify(_("The price of {code} is below its cost.").format(code=code))
    for _code, target in odd.unknown:
        notify(_("There is no product {target} yet.").format(target=target))


def notify_oddities(context: AppContext) -> None:
    """Count what is odd about the products, after an import."""
    from salesmap.reports.product import products

    with context.read_connection() as connection:
        odd = products.oddities(connection)
    if codes := odd.below_floor:
        notify(
            ngettext(
                "{count} product has a price below its floor: {codes}",
                "{count} products have a price below their floor: {codes}",
                len(codes),
            ).format(count=len(codes), codes=_shown(codes))
        )
    if codes := odd.below_cost:
        notify(
            ngettext(
                "{count} product has a price below its cost: {codes}",
                "{count} products have a price below their cost: {codes}",
                len(codes),
            ).format(count=len(codes), codes=_shown(codes))
        )
    if targets := list(dict.fromkeys(target for _code, target in odd.unknown)):
        notify(
            ngettext(
                "{count} product that others name is not there: {codes}",
                "{count} products that others name are not there: {codes}",
                len(targets),
            ).format(count=len(targets), codes=_shown(targets))
        )


def _shown(codes: Sequence[str]) -> str:
    """Return the first codes of several."""
    return _(", ").join(codes[:_MOST_SHOWN]) + (", …" if len(codes) > _MOST_SHOWN else "")
