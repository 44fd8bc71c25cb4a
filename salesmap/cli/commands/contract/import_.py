"""`salesmap contract import`."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.options import (
    DateOrder,
    Decimal,
    SheetImport,
    key_option,
    on_duplicate_option,
    with_sheet_options,
)
from salesmap.cli.importing.plan import plan_import, require_fields
from salesmap.cli.importing.run import answer, first_rows, take_in
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
_LANDED = columns(
    "number customer amount:money currency signed_on:day due_on:day paid_on:day "
    "paid_amount:money::received lead owner"
)


@app.command()
@with_sheet_options(
    date_order=DateOrder,
    decimal=Decimal,
    key=key_option(_("Field by which contracts are found again: number or external_id.")),
    on_duplicate=on_duplicate_option(_("Action for contracts that already exist.")),
)
def import_contracts(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import signed contracts or receivables."""
    from salesmap.exchange.importers.contract_import import read_contracts
    from salesmap.exchange.mapping.import_context import CONTRACTS

    context = get_context(ctx)
    plan = plan_import(context, given, CONTRACTS)
    require_fields(plan, "amount")
    from salesmap.actions.imports import contracts

    key = key_of(plan.context.options.key or "", contracts.KEYS) or None
    take = partial(contracts.import_contracts, on_duplicate=given.on_duplicate, key=key)
    run = take_in(context, plan, read_contracts, take, given)
    _notify_remarks(run.tally.remarks)
    answer(context, run, given, partial(first_rows, plan, read_contracts, _LANDED, _landed))


def _notify_remarks(remarks: Mapping[str, int]) -> None:
    """Say what was decided about days and amounts that the file does not have."""
    from salesmap.exchange.importers.contract_import import UNDATED, UNDATED_PAYMENT, UNMEASURED

    if count := remarks.get(UNDATED):
        notify(
            ngettext(
                "{count} contract has no day of signature: due date, payment or today is taken.",
                "{count} contracts have no day of signature: due date, payment or today is taken.",
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
