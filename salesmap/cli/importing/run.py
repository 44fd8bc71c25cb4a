"""The run of an import: the rows are read and taken in, then the command answers."""

from collections.abc import Callable, Iterator, Set
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from salesmap.cli.context import AppContext
from salesmap.cli.importing.feedback import show_import_result
from salesmap.cli.importing.options import SheetImport
from salesmap.core.i18n import _
from salesmap.core.table import Column, Table

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Tally
    from salesmap.exchange.mapping.import_plan import ImportPlan
    from salesmap.exchange.tabular.rejects import Rejects

_ROWS_SHOWN = 5

Reader = Callable[..., Iterator[Any]]
"""What reads the rows of a plan into drafts and rejected rows, echoing its progress if it can."""


class Run(NamedTuple):
    """An import that ran: its plan, what it counted, and the rows that it rejected."""

    plan: "ImportPlan"
    tally: "Tally"
    rejects: "Rejects"


def take_in(
    context: AppContext,
    plan: "ImportPlan",
    read: Reader,
    take: Callable[..., "Tally"],
    given: SheetImport,
) -> Run:
    """Read the rows and take them in; those that cannot be are put into `--rejects`, if any."""
    from salesmap.exchange.tabular.rejects import Rejected, Rejects
    from salesmap.render.progress import progress

    with (
        progress(_("Importing"), plan.rows) as echo,
        Rejects.written_to(given.rejects, plan.sheet.header) as rejects,
    ):
        tally = take(
            context.database,
            rejects.accepted(read(plan, echo)),
            given.file.name,
            dry_run=given.dry_run,
            reject=lambda draft, why: rejects.reject(Rejected(draft.row, why)),
        )
    return Run(plan, tally, rejects)


def answer(
    context: AppContext,
    run: Run,
    given: SheetImport,
    first: Callable[[Set[int]], Table] | None = None,
) -> None:
    """Print what the import did; of a dry run what it would do, with the `first` rows.

    `first` is called with the lines of the rejected rows.

    Exits with 4 when rows were rejected and none was taken in or known.
    """
    if given.dry_run:
        from salesmap.cli.importing.dry_run import show_rehearsal

        rows = first(run.rejects.lines) if first else None
        show_rehearsal(context, *run, given.format, rows)
    else:
        show_import_result(context, *run, given.rejects, given.format)


def first_rows(
    plan: "ImportPlan",
    read: Reader,
    columns: tuple[Column, ...],
    row: Callable[[Any], tuple[Any, ...]],
    rejected: Set[int],
) -> Table:
    """Return the first rows of the file as they would land, but for those of `rejected` lines."""
    from salesmap.exchange.tabular.rejects import landing

    return Table(
        columns, [row(draft) for draft in islice(landing(read(plan), rejected), _ROWS_SHOWN)]
    )
