"""`salesmap lead import`."""

from collections.abc import Callable, Iterable, Set
from functools import partial
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.importing.feedback import known_already, notify_remarks
from salesmap.cli.importing.options import (
    DateOrder,
    Decimal,
    Key,
    SheetImport,
    SkippedFile,
    StageMap,
    StatusMap,
    on_duplicate_option,
    with_sheet_options,
)
from salesmap.cli.importing.plan import has_database, plan_import, require_fields
from salesmap.cli.importing.run import answer, take_in
from salesmap.cli.output import notify
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Met, Tally
    from salesmap.domain.drafts import LeadDraft
    from salesmap.exchange.mapping.import_plan import ImportPlan

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("Look first, change nothing"), _("salesmap lead import leads.csv --dry-run")),
    (
        _("Import, and save rejected rows"),
        _("salesmap lead import leads.csv --rejects rejected.csv"),
    ),
)


@app.command()
@with_sheet_options(
    stage_map=StageMap,
    date_order=DateOrder,
    decimal=Decimal,
    key=Key,
    status_map=StatusMap,
    on_duplicate=on_duplicate_option(_("Action for leads that already exist.")),
    skipped=SkippedFile,
)
def import_leads(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import leads."""
    from salesmap.exchange.importers.lead_import import read_leads
    from salesmap.exchange.mapping.import_context import LEADS

    context = get_context(ctx)
    plan = plan_import(context, given, LEADS)
    if given.stage_map and not plan.stages:
        require_fields(plan, "stage")  # or what the map says would be lost without a word
    from salesmap.exchange.tabular.rejects import Rejected, Rejects

    with Rejects.written_to(given.skipped, plan.sheet.header) as passed_over:

        def skip(met: "Met") -> None:
            passed_over.reject(Rejected(met.row, known_already(met)))

        run = take_in(context, plan, read_leads, _taker(context, plan, given, skip), given)
    tally = run.tally
    is_owned = "owner" in plan.fields() or not tally.added or _are_assigned(context)
    notify_remarks(tally.remarks, is_owned=is_owned)
    if tally.added and not given.dry_run:
        _notify_duplicates(context)
    answer(context, run, given, partial(_first, context, plan))


def _are_assigned(context: AppContext) -> bool:
    """Return whether rules of the map give new leads to members, which is told by itself."""
    from salesmap.store.map_versions import current_map
    from salesmap.store.members import has_members

    with context.read_connection() as connection:
        return has_members(connection) and bool(current_map(connection).assigns)


def _taker(
    context: AppContext, plan: "ImportPlan", given: SheetImport, skip: "Callable[[Met], None]"
) -> "Callable[..., Tally]":
    """Return what takes the leads in; without a database a dry run only counts them."""
    from salesmap.actions.imports.leads import import_leads

    if given.dry_run and not has_database(context):
        return _counted
    return partial(
        import_leads,
        on_duplicate=given.on_duplicate,
        expected=plan.rows,
        key=plan.context.options.key,
        skipped=skip,
    )


def _counted(_database: object, drafts: "Iterable[LeadDraft]", *_: object, **__: object) -> "Tally":
    """Return how many leads there would be."""
    from salesmap.actions.imports.leads import Tally

    tally = Tally()
    for draft in drafts:
        tally.added += 1
        tally.remarks.update(draft.remarks)
    return tally


def _first(context: AppContext, plan: "ImportPlan", rejected: Set[int]) -> Table:
    from salesmap.cli.importing.dry_run import first_leads

    return first_leads(context, plan, rejected)


def _notify_duplicates(context: AppContext) -> None:
    """Say how many of the new customers are probably duplicates."""
    from salesmap.reports.customer.duplicates import count_new_customers

    with context.read_connection() as connection:
        count = count_new_customers(connection)
    if count:
        notify(
            ngettext(
                "{count} new customer looks like a duplicate: see 'salesmap dup list'.",
                "{count} new customers look like duplicates: see 'salesmap dup list'.",
                count,
            ).format(count=count)
        )
