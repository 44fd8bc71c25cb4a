"""`salesmap payment import`."""

from functools import partial
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.options import DateOrder, Decimal, SheetImport, with_sheet_options
from salesmap.cli.importing.plan import plan_import, require_fields
from salesmap.cli.importing.run import answer, first_rows, take_in
from salesmap.core.i18n import _
from salesmap.core.table import columns

if TYPE_CHECKING:
    from salesmap.domain.drafts import PaymentDraft

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("See what a file would do"), _("salesmap payment import payments.csv --dry-run")),
    (
        _("Save the rows that cannot be imported"),
        _("salesmap payment import payments.csv --rejects rejected.csv"),
    ),
)
_LANDED = columns("contract customer amount:money currency paid_on:day method reference part:int")


@app.command()
@with_sheet_options(date_order=DateOrder, decimal=Decimal)
def import_payments(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import payments."""
    from salesmap.exchange.importers.payment_import import read_payments
    from salesmap.exchange.mapping.import_context import PAYMENTS

    context = get_context(ctx)
    plan = plan_import(context, given, PAYMENTS)
    require_fields(plan, "amount")
    from salesmap.actions.imports import payments

    run = take_in(context, plan, read_payments, payments.import_payments, given)
    answer(context, run, given, partial(first_rows, plan, read_payments, _LANDED, _landed))


def _landed(draft: "PaymentDraft") -> tuple[str | int | None, ...]:
    """Return the payment of a row as it would land."""
    return (
        draft.contract,
        draft.customer,
        draft.amount_cents,
        draft.currency,
        draft.paid_on.isoformat(),
        draft.method,
        draft.reference,
        draft.part,
    )
