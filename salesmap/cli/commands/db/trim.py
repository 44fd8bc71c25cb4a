"""`salesmap db trim`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import read_day
from salesmap.cli.output import echo
from salesmap.cli.prompts import confirm
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
EXAMPLES = (
    (_("Keep the history of the last two years"), "salesmap db trim --before -730d --yes"),
    (_("Shorten it, with a question before"), "salesmap db trim --before 2025-01-01"),
)


@app.command()
def trim_journal(
    ctx: typer.Context,
    before: Annotated[
        str, typer.Option(metavar=_("WHEN"), help=_("First day whose changes are kept."))
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Trim without asking."))] = False,
) -> None:
    """Shorten the journal."""
    from salesmap.store.journal.shortening import count_before, trim

    context = get_context(ctx)
    day = read_day(context, before)
    with context.read_connection() as connection:
        count = count_before(connection, context.database, day)
    if not count:
        echo(_("The history holds nothing from before {day}.").format(day=day))
        return
    if not yes:
        question = ngettext(
            "Take {count:,} change before {day} out of the history, undo and --as-of for good?",
            "Take {count:,} changes before {day} out of the history, undo and --as-of for good?",
            count,
        )
        confirm(question.format(count=count, day=day))
    count, files = trim(context.database, day)
    done = ngettext(
        "Took {count:,} change out. History, undo and --as-of reach back to {day}.",
        "Took {count:,} changes out. History, undo and --as-of reach back to {day}.",
        count,
    )
    echo(done.format(count=count, day=day))
    if files:
        freed = ngettext(
            "Freed {count:,} file that was dropped before.",
            "Freed {count:,} files that were dropped before.",
            files,
        )
        echo(freed.format(count=files))
