"""What an import reports: counts, and what was not read, doubtful or rejected."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Tally
    from salesmap.exchange.mapping.import_plan import ImportPlan
    from salesmap.exchange.mapping.suspect_cells import SuspectCell
    from salesmap.exchange.tabular.rejects import Rejects

_REPORT = columns("read:int added:int updated:int skipped:int rejected:int")
_MOST_FLAGS = 3


def show_import_result(
    context: AppContext,
    plan: "ImportPlan",
    tally: "Tally",
    rejects: "Rejects",
    rejects_file: Path | None,
    format: str | None,
) -> None:
    """Print the counts, and notify what was not read, doubtful or rejected."""
    notify_left_out(plan)
    notify_flags(plan.suspect_cells)
    notify_rejected(rejects, rejects_file)
    if tally.lacking:
        notify(
            ngettext(
                "{count} open lead lacks required key elements of its stage: see 'salesmap lead "
                "checklist LEAD --all'.",
                "{count} open leads lack required key elements of their stage: see 'salesmap "
                "lead checklist LEAD --all'.",
                tally.lacking,
            ).format(count=tally.lacking)
        )
    show_counts(context, plan.rows, tally, rejects, format)


def show_counts(
    context: AppContext, read: int, tally: "Tally", rejects: "Rejects", format: str | None
) -> None:
    """Print the counts of an import."""
    counts = (read, tally.added, tally.updated, tally.skipped, rejects.count)
    show(context, Table(_REPORT, [counts]), format, single=True)


def notify_left_out(plan: "ImportPlan") -> None:
    """Name the columns and sheets that were not read."""
    from salesmap.exchange.mapping.columns import LEFT_OUT

    if left_out := [
        column.header for column in plan.columns if column.field == LEFT_OUT and column.header
    ]:
        notify(_("Columns not imported: {columns}.").format(columns=_(", ").join(left_out)))
    if others := plan.sheet.others:
        notify(
            _("Other sheets were not imported: {sheets}. Choose one with --sheet.").format(
                sheets=_(", ").join(others)
            )
        )


def notify_flags(flags: "Sequence[SuspectCell]") -> None:
    """Name cells that a spreadsheet seems to have changed."""
    if flags:
        cells = (
            _("line {line}, {column}: {cell!r}").format(**flag._asdict())
            for flag in flags[:_MOST_FLAGS]
        )
        notify(
            ngettext(
                "{count} cell was possibly changed by a spreadsheet program and is imported as "
                "is: {shown}",
                "{count} cells were possibly changed by a spreadsheet program and are imported "
                "as is: {shown}",
                len(flags),
            ).format(count=len(flags), shown=" · ".join(cells))
        )


def notify_rejected(rejects: "Rejects", file: Path | None) -> None:
    """Count the rejected rows, with the first reasons."""
    if rejects.count:
        notify(
            ngettext(
                "{count} row was rejected: {reasons}",
                "{count} rows were rejected: {reasons}",
                rejects.count,
            ).format(count=rejects.count, reasons=" · ".join(rejects.first_reasons))
        )
        if file is None:
            notify(_("To save them to a file, add --rejects FILE."))
