"""`salesmap payment import`."""

from functools import partial
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.options import (
    DateOrder,
    Decimal,
    Defaults,
    DryRun,
    Empty,
    Encoding,
    File,
    HeaderRow,
    Map,
    RejectsFile,
    SaveMap,
    SheetName,
    UseMap,
)
from salesmap.cli.importing.plan import plan_import, require_fields
from salesmap.cli.importing.run import answer, first_rows, take_in
from salesmap.cli.options import Format
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
def import_payments(
    ctx: typer.Context,
    file: File,
    map_: Map = None,
    defaults: Defaults = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    encoding: Encoding = None,
    header_row: HeaderRow = None,
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    dry_run: DryRun = False,
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import payments."""
    from salesmap.exchange.importers.payment_import import read_payments
    from salesmap.exchange.mapping.import_context import PAYMENTS

    context = get_context(ctx)
    plan = plan_import(context, ctx, PAYMENTS, file)
    require_fields(plan, "amount")
    from salesmap.actions.imports.payments import import_payments as take

    run = take_in(context, plan, read_payments, partial(take, dry_run=dry_run), file.name, rejects)
    first = partial(first_rows, plan, read_payments, _LANDED, _landed)
    answer(context, run, rejects, format, dry_run=dry_run, first=first)


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
