"""`salesmap product edit`."""

from typing import Annotated

import typer

from salesmap.cli.commands.product import _shared as shared
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToChangeError
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _
from salesmap.domain.product.product import ProductEdit

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Raise the price; quotes keep theirs"), "salesmap product edit CT --price 1350"),
    (_("Clear the floor"), 'salesmap product edit CT --floor ""'),
)


@app.command()
def edit_product(
    ctx: typer.Context,
    product: shared.ProductRef,
    name: Annotated[
        str | None, typer.Option(metavar=_("NAME"), help=_("Name of the product."))
    ] = None,
    price: Annotated[
        str | None, typer.Option(metavar=_("AMOUNT"), help=_("List price of one unit."))
    ] = None,
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
    """Edit a product."""
    from salesmap.actions.product.products import edit_product as edit
    from salesmap.cli.record_page import changes_between
    from salesmap.reports.product.products import one

    context = get_context(ctx)
    wanted = shared.read_edit(
        name=name, price=price, currency=currency, unit=unit, category=category, cost=cost,
        floor=floor, max_discount=max_discount, tax=tax, tax_included=tax_included, covers=covers,
        requires=requires, excludes=excludes,
    )  # fmt: skip
    if wanted == ProductEdit():
        raise NothingToChangeError()
    (id,) = shared.product_ids(context, [product])
    with context.read_connection() as connection:
        before = one(connection, id)
    is_kept = edit(context.database, id, wanted)
    with context.read_connection() as connection:
        after = one(connection, id)
    changes = _("; ").join(changes_between(context, before, after, ("version",)))
    message = (
        _("Updated product {code} ({name}): {changes}.")
        if changes
        else _("Product {code} ({name}) is unchanged.")
    )
    shared.answer_with_product(context, id, format, fields, message, changes)
    if is_kept:
        shared.tell_kept_in(after.values[0][1], wanted.values["currency"])
