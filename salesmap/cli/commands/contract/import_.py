"""`salesmap contract import`."""

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import click
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
from salesmap.cli.output import notify
from salesmap.core.i18n import _, key_of, ngettext
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.exchange.mapping.import_plan import ImportPlan

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("See what a file would do"), _("salesmap contract import contracts.csv --dry-run")),
    (
        _("Take due dates and payments of the file for known contracts"),
        _("salesmap contract import contracts.csv --on-duplicate update"),
    ),
)
ON_DUPLICATE = ("skip", "update", "error")
_LANDED = columns(
    "number customer amount:money currency signed_on:day due_on:day paid_on:day "
    "paid_amount:money::received lead owner"
)
_ROWS_SHOWN = 5


@app.command()
def import_contracts(
    ctx: typer.Context,
    file: File,
    map_: Map = None,
    defaults: Defaults = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    key: Annotated[
        str | None,
        typer.Option(
            metavar=_("FIELD"),
            help=_("Field by which contracts are found again: number or external_id."),
        ),
    ] = None,
    encoding: Encoding = None,
    header_row: HeaderRow = None,
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    on_duplicate: Annotated[
        str,
        typer.Option(
            click_type=click.Choice(ON_DUPLICATE),
            metavar="|".join(ON_DUPLICATE),
            help=_("Action for contracts that already exist."),
        ),
    ] = "skip",
    dry_run: DryRun = False,
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import signed contracts or receivables."""
    from salesmap.exchange.importers.contract_import import read_contracts
    from salesmap.exchange.mapping.import_context import CONTRACTS
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    context = get_context(ctx)
    plan = plan_import(context, ctx, CONTRACTS, file)
    require_fields(plan, "amount")
    from salesmap.actions.imports import contracts

    with (
        progress(_("Importing"), plan.rows) as echo,
        Rejects.written_to(rejects, plan.sheet.header) as put_aside,
    ):
        drafts = put_aside.accepted(read_contracts(plan, echo))
        tally = contracts.import_contracts(
            context.database,
            drafts,
            file.name,
            on_duplicate,
            dry_run=dry_run,
            key=key_of(plan.context.options.key or "", contracts.KEYS) or None,
            reject=lambda draft, why: put_aside.reject(Rejected(draft.row, why)),
        )
    _notify_remarks(tally.remarks)
    if dry_run:
        from salesmap.cli.importing.dry_run import show_rehearsal

        show_rehearsal(context, plan, tally, put_aside, format, _first(plan))
        return
    show_import_result(context, plan, tally, put_aside, rejects, format)


def _notify_remarks(remarks: Mapping[str, int]) -> None:
    """Say what was decided about days that the file does not have."""
    from salesmap.exchange.importers.contract_import import UNDATED, UNDATED_PAYMENT

    if count := remarks.get(UNDATED):
        notify(
            ngettext(
                "{count} contract has no day of signature: its due date or payment is taken.",
                "{count} contracts have no day of signature: their due date or payment is taken.",
                count,
            ).format(count=count)
        )
    if count := remarks.get(UNDATED_PAYMENT):
        notify(
            ngettext(
                "{count} payment has no day: its due date or signature is taken.",
                "{count} payments have no day: their due date or signature is taken.",
                count,
            ).format(count=count)
        )


def _first(plan: "ImportPlan") -> Table:
    """Return the first rows of the file as they would land."""
    from salesmap.exchange.importers.contract_import import read_contracts
    from salesmap.exchange.tabular.rejects import Rejects

    rows = []
    for draft in islice(Rejects().accepted(read_contracts(plan)), _ROWS_SHOWN):
        days = (
            day.isoformat() if day else None
            for day in (draft.signed_on, draft.due_on, draft.paid_on)
        )
        paid = None if draft.paid_on is None else draft.paid_cents or draft.amount_cents
        rows.append(
            (
                draft.number,
                draft.customer,
                draft.amount_cents,
                draft.currency,
                *days,
                paid,
                draft.lead,
                draft.owner,
            )
        )
    return Table(_LANDED, rows)
