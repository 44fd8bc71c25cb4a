"""The options of lines: price, unit, tax, discount, kind."""

from typing import Annotated, NamedTuple

import typer

from salesmap.actions.quote.pricing import LineWish
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.core.figures.percentages import parse_discount, parse_percent
from salesmap.core.i18n import _
from salesmap.core.money import parse_money

Price = Annotated[
    str | None,
    typer.Option(
        metavar=_("AMOUNT"),
        help=_("Price of one unit: of the text that is no product, or of the only line."),
    ),
]
Unit = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Unit, such as piece."))]
Tax = Annotated[str | None, typer.Option(metavar=_("RATE"), help=_("Tax rate, such as 13%."))]
Discount = Annotated[
    str | None,
    typer.Option(metavar=_("DISCOUNT"), help=_("Discount on the whole line: 10% or 500.")),
]
TaxMode = Annotated[
    bool | None,
    typer.Option(
        "--tax-included/--tax-excluded", help=_("Whether prices include tax; else by the product.")
    ),
]
Option = Annotated[
    bool, typer.Option("--option", help=_("An option: it counts once it is chosen."))
]
Alternative = Annotated[
    bool, typer.Option("--alternative", help=_("An alternative: it counts once it is chosen."))
]
Free = Annotated[bool, typer.Option("--free", help=_("Free of charge."))]
Need = Annotated[
    str | None, typer.Option(metavar=_("TEXT"), help=_("The need that the line answers."))
]


class Kinds(NamedTuple):
    """The flags of a line's kind."""

    option: bool = False
    alternative: bool = False
    free: bool = False

    def kind(self) -> str:
        """Return the kind. Raises ConflictingOptionsError for two of them."""
        given = [name for name, is_set in self._asdict().items() if is_set]
        if len(given) > 1:
            raise ConflictingOptionsError(option=f"--{given[0]}", others=[f"--{given[1]}"])
        return given[0] if given else "item"


def line_wish(
    price: str | None,
    unit: str | None = None,
    tax: str | None = None,
    discount: str | None = None,
    kind: str = "item",
    need: str | None = None,
    tax_included: bool | None = None,
) -> LineWish:
    """Return what was typed about lines. Raises UsageError for what cannot be read."""
    cents, currency = parse_money(price) if price is not None else (None, None)
    off = parse_discount(discount) if discount is not None else None
    return LineWish(
        price_cents=cents,
        currency=currency or (off.currency if off else None),
        unit=unit,
        tax_ppm=parse_percent(tax) if tax is not None else None,
        discount_ppm=off.ppm if off else None,
        discount_cents=off.cents if off else None,
        kind=kind,
        need=need,
        tax_included=tax_included,
    )
