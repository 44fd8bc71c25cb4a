"""`salesmap product add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.product import _shared as shared
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("With a floor that no discount may go below"),
        _('salesmap product add CT-20 "Counter" --price 1280 --floor 1050 --tax 13%'),
    ),
    (
        _("With what it covers and requires"),
        _('salesmap product add NA "Alarm" --price 300 --covers alarm --requires CT'),
    ),
)


@app.command()
def add_product(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar=_("CODE"), help=_("Code on quotes and lists."))],
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("Name of the product."))],
    price: Annotated[str, typer.Option(metavar=_("AMOUNT"), help=_("List price of one unit."))],
    currency: shared.Currency = None,
    unit: shared.Unit = None,
    category: shared.Category = None,
    cost: shared.Cost = None,
    floor: shared.Floor = None,
    max_discount: shared.MaxDiscount = None,
    tax: shared.Tax = None,
    tax_included: shared.TaxIncluded = None,
    covers: shared.Covers = None,
    requires: shared.Requires = None,
    excludes: shared.Excludes = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a product."""
    from salesmap.actions.product.products import add_product as add

    context = get_context(ctx)
    edit = shared.read_edit(
        price=price, currency=currency, unit=unit, category=category, cost=cost, floor=floor,
        max_discount=max_discount, tax=tax, tax_included=tax_included, covers=covers,
        requires=requires, excludes=excludes,
    )  # fmt: skip
    id = add(context.database, code, name, edit)
    shared.answer_with_product(context, id, format, fields, _("Added product {code}: {name}"))
