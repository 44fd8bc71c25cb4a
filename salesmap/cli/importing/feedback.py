"""What an import reports: counts, and what was not read, doubtful or rejected."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.importing.remarks import OF_ALL_RECORDS, remark
from salesmap.cli.output import notify, show
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Met, Tally
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
    """Print the counts, and notify what was not read, doubtful, skipped or rejected.

    Exits with 4 when rows were rejected and none was taken in or known.
    """
    notify_findings(plan, rejects, rejects_file, tally)
    show_counts(context, plan.rows, tally, rejects, format)
    exit_if_none_landed(tally, rejects)


def exit_if_none_landed(tally: "Tally", rejects: "Rejects") -> None:
    """Exit with 4 when rows were rejected and none was taken in or known."""
    if rejects.count and not (tally.added or tally.updated or tally.skipped):
        raise typer.Exit(RuleViolation.exit_code)


def notify_findings(
    plan: "ImportPlan", rejects: "Rejects", rejects_file: Path | None, tally: "Tally"
) -> None:
    """Notify what was not read, doubtful, decided, skipped or rejected."""
    notify_left_out(plan)
    _notify_words(plan)
    notify_flags(plan.suspect_cells)
    notify_rejected(rejects, rejects_file)
    _notify_skipped(tally)
    for code in OF_ALL_RECORDS:
        if count := tally.remarks[code]:
            notify(remark(code, count))
    if tally.lacking:
        notify(
            ngettext(
                "{count} lead lacks required key elements of its stage: see 'salesmap lead "
                "checklist LEAD --all'.",
                "{count} leads lack required key elements of their stage: see 'salesmap lead "
                "checklist LEAD --all'.",
                tally.lacking,
            ).format(count=tally.lacking)
        )


def notify_remarks(remarks: Mapping[str, int], *, is_owned: bool) -> None:
    """Say what was decided about leads of a file; `is_owned`: a column or default names owners."""
    for code, count in remarks.items():
        if code in OF_ALL_RECORDS:
            continue
        notify(remark(code, count))
    if not is_owned:
        notify(
            _("No column names an owner: new leads have none. To set one: --defaults owner=NAME.")
        )


def _notify_words(plan: "ImportPlan") -> None:
    """Say which words were read as nothing, and which are unknown."""
    for column in plan.not_as_named:
        notify(
            _("Column {column!r} is imported as text: its cells are not what it is called.").format(
                column=column.header
            )
        )
    if plan.nothing:
        count = sum(plan.nothing.values())
        words = (f"{word} ({cells})" for word, cells in plan.nothing.items())
        notify(
            ngettext(
                "{count} cell is read as empty: {words}",
                "{count} cells are read as empty: {words}",
                count,
            ).format(count=count, words=_(", ").join(words))
        )
    if unknown := plan.stage_words.unknown:
        example = ",".join(f"{word}=…" for word in unknown)
        notify(
            _("Unknown stages: {words}. Map them with --stage-map {example!r}.").format(
                words=_(", ").join(unknown), example=example
            )
        )


def _notify_skipped(tally: "Tally") -> None:
    """Count the skipped rows, with what the first ones met."""
    if not tally.skipped:
        return
    met = [
        _("line {line}: {reason}").format(line=each.row.line, reason=known_already(each))
        for each in tally.met
        if each.row is not None
    ]
    text = ngettext(
        "{count} row is known already and was skipped.",
        "{count} rows are known already and were skipped.",
        tally.skipped,
    ).format(count=tally.skipped)
    notify(_("{message} {hint}").format(message=text, hint=" · ".join(met)) if met else text)


def known_already(met: "Met") -> str:
    """Return why a row was skipped."""
    if met.lead_id is None:
        return _("an earlier row of the file says it")
    texts = {
        "product": _("product {id} has it"),
        "contract": _("contract {id} has it"),
        "ticket": _("ticket {id} has it"),
        "payment": _("payment {id} has it"),
        "rating": _("rating {id} has it"),
    }
    return texts.get(met.noun, _("lead {id} has it")).format(id=met.lead_id)


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
        column.header
        for column in plan.columns
        if column.field == LEFT_OUT and column.header and not column.is_own
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
