"""`salesmap contract import`."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import click
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
from salesmap.cli.output import notify
from salesmap.core.i18n import _, key_of, ngettext
from salesmap.core.table import columns

if TYPE_CHECKING:
    from salesmap.domain.drafts import ContractDraft

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

    context = get_context(ctx)
    plan = plan_import(context, ctx, CONTRACTS, file)
    require_fields(plan, "amount")
    from salesmap.actions.imports.contracts import KEYS, import_contracts

    take = partial(
        import_contracts,
        on_duplicate=on_duplicate,
        dry_run=dry_run,
        key=key_of(plan.context.options.key or "", KEYS) or None,
    )
    run = take_in(context, plan, read_contracts, take, file.name, rejects)
    _notify_remarks(run.tally.remarks)
    first = partial(first_rows, plan, read_contracts, _LANDED, _landed)
    answer(context, run, rejects, format, dry_run=dry_run, first=first)


def _notify_remarks(remarks: Mapping[str, int]) -> None:
    """Say what was decided about days and amounts that the file does not have."""
    from salesmap.exchange.importers.contract_import import UNDATED, UNDATED_PAYMENT, UNMEASURED

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
    if count := remarks.get(UNMEASURED):
        notify(
            ngettext(
                "{count} payment has a day and no amount: it is taken as paid in full.",
                "{count} payments have a day and no amount: they are taken as paid in full.",
                count,
            ).format(count=count)
        )


def _landed(draft: "ContractDraft") -> tuple[str | int | None, ...]:
    """Return the contract of a row as it would land."""
    days = (
        day.isoformat() if day else None for day in (draft.signed_on, draft.due_on, draft.paid_on)
    )
    paid = None if draft.paid_on is None else draft.paid_cents or draft.amount_cents
    return (
        draft.number,
        draft.customer,
        draft.amount_cents,
        draft.currency,
        *days,
        paid,
        draft.lead,
        draft.owner,
    )
