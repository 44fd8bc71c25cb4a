"""`salesmap db check`."""

from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import get_context
from salesmap.cli.errors import DatabaseProblemsError
from salesmap.cli.output import echo, notify
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.store.connection import Connection

app = typer.Typer()
EXAMPLES = (
    (_("Check the database"), "salesmap db check"),
    (_("Check another file"), "salesmap --db backup.db db check"),
)

_MOST = 20
"""How many damaged records are listed."""


@app.command()
def check(ctx: typer.Context) -> None:
    """Check the database; exit with 5 when something is wrong."""
    from salesmap.reports.data.integrity import contradictions
    from salesmap.store.engine.inspection import (
        damage,
        foreign_triggers,
        missing_triggers,
        strange_schema,
        surroundings,
    )
    from salesmap.store.errors import JournalAltered
    from salesmap.store.journal.seals import verify

    context = get_context(ctx)
    with context.read_connection() as connection:
        problems = damage(connection) or strange_schema(connection) or _damaged(connection)
        problems = problems or contradictions(connection)
        if missing := missing_triggers(connection):
            problems.append(
                _("The change history is incomplete: the triggers {names} are missing.").format(
                    names=", ".join(missing)
                )
            )
        if not problems and (bad := verify(connection).bad) is not None:
            problems.append(str(JournalAltered(bad)))
        if foreign := foreign_triggers(connection):
            text = _("Triggers that are not of salesmap, which may change your data: {names}.")
            notify(text.format(names=", ".join(foreign)))
    around, warnings = surroundings(context.database)
    problems += around
    for warning in warnings:
        notify(warning)
    if problems:
        for problem in problems:
            echo(problem)
        raise DatabaseProblemsError(context.database.name, len(problems))
    echo(_("{path}: no problems found.").format(path=context.database.name))


def _damaged(connection: "Connection") -> list[str]:
    """Return a line for each record that commands cannot read, the first ones."""
    from salesmap.store.row_sense import damaged_records

    lines = []
    for table, id, wrong in damaged_records(connection):
        lines.append(_("{table} {id}: {problem}.").format(table=table, id=id, problem=wrong))
        if len(lines) == _MOST:
            break
    return lines
