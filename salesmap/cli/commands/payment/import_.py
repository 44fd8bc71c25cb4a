"""`salesmap payment import`."""

from itertools import islice
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.feedback import show_import_result
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
from salesmap.cli.options import Format
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.exchange.mapping.import_plan import ImportPlan

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
_ROWS_SHOWN = 5


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
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    context = get_context(ctx)
    plan = plan_import(context, ctx, PAYMENTS, file)
    require_fields(plan, "amount")
    from salesmap.actions.imports import payments

    with (
        progress(_("Importing"), plan.rows) as echo,
        Rejects.written_to(rejects, plan.sheet.header) as put_aside,
    ):
        drafts = put_aside.accepted(read_payments(plan, echo))
        tally = payments.import_payments(
            context.database,
            drafts,
            file.name,
            dry_run=dry_run,
            reject=lambda draft, why: put_aside.reject(Rejected(draft.row, why)),
        )
    if dry_run:
        from salesmap.cli.importing.dry_run import show_rehearsal

        show_rehearsal(context, plan, tally, put_aside, format, _first(plan))
        return
    show_import_result(context, plan, tally, put_aside, rejects, format)


def _first(plan: "ImportPlan") -> Table:
    """Return the first rows of the file as they would land."""
    from salesmap.exchange.importers.payment_import import read_payments
    from salesmap.exchange.tabular.rejects import Rejects

    rows = [
        (
            draft.contract,
            draft.customer,
            draft.amount_cents,
            draft.currency,
            draft.paid_on.isoformat(),
            draft.method,
            draft.reference,
            draft.part,
        )
        for draft in islice(Rejects().accepted(read_payments(plan)), _ROWS_SHOWN)
    ]
    return Table(_LANDED, rows)
