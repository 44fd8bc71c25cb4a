"""`salesmap product import`."""

from functools import partial
from typing import TYPE_CHECKING

import typer

from salesmap.cli.commands.product._shared import notify_oddities
from salesmap.cli.context import get_context
from salesmap.cli.importing.options import (
    Decimal,
    SheetImport,
    key_option,
    on_duplicate_option,
    with_sheet_options,
)
from salesmap.cli.importing.plan import plan_import
from salesmap.cli.importing.run import answer, first_rows, take_in
from salesmap.cli.output import notify
from salesmap.core.i18n import _, key_of
from salesmap.core.table import columns

if TYPE_CHECKING:
    from salesmap.domain.product.product import ProductEdit
    from salesmap.exchange.mapping.import_plan import ImportPlan

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("See what a file would do"), _("salesmap product import products.csv --dry-run")),
    (
        _("Take the prices of the file for known products"),
        _("salesmap product import products.csv --on-duplicate update"),
    ),
)
_LANDED = columns(
    "code name unit category price:money currency tax_rate:ratio tax_included:yesno floor:money"
)


@app.command()
@with_sheet_options(
    decimal=Decimal,
    key=key_option(_("Field by which products are found again: code, external_id or name.")),
    on_duplicate=on_duplicate_option(_("Action for products that already exist.")),
)
def import_products(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import products."""
    from salesmap.exchange.importers.product_import import read_products
    from salesmap.exchange.mapping.import_context import PRODUCTS

    context = get_context(ctx)
    plan = plan_import(context, given, PRODUCTS)
    from salesmap.actions.imports import products

    key = key_of(plan.context.options.key or "", products.KEYS) or None
    take = partial(products.import_products, on_duplicate=given.on_duplicate, key=key)
    run = take_in(context, plan, read_products, take, given)
    if run.tally.added:
        _notify_tax_mode(plan)
    if not given.dry_run and (run.tally.added or run.tally.updated):
        notify_oddities(context)
    answer(context, run, given, partial(first_rows, plan, read_products, _LANDED, _landed))


def _notify_tax_mode(plan: "ImportPlan") -> None:
    """Say what the header of the price says about tax, or that nothing does."""
    from salesmap.exchange.importers.product_import import tax_mode_named

    header = next((column.header for column in plan.columns if column.field == "price"), None)
    if header is None or "tax_included" in plan.fields():
        return
    named = tax_mode_named(header)
    if named is None:
        notify(
            _(
                "No column says whether prices include tax: taken without. To set it: "
                "--defaults tax_included=yes."
            )
        )
    elif named:
        notify(_("Column {column!r}: prices include tax.").format(column=header))
    else:
        notify(_("Column {column!r}: prices are without tax.").format(column=header))


def _landed(draft: "ProductEdit") -> tuple[str | int | float | None, ...]:
    """Return the product of a row as it would land."""
    from salesmap.core.figures.rounding import MILLION

    values = draft.values
    tax = values.get("tax_ppm")
    return (
        values.get("code"),
        values.get("name"),
        values.get("unit"),
        values.get("category"),
        values.get("price_cents"),
        values.get("currency"),
        None if tax is None else tax / MILLION,
        None if values.get("tax_included") is None else bool(values["tax_included"]),
        values.get("floor_cents"),
    )
