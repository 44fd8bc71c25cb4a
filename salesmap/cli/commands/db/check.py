"""`salesmap db check`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.errors import DatabaseProblemsError
from salesmap.cli.output import echo, notify
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Check the database"), "salesmap db check"),
    (_("Check another file"), "salesmap --db backup.db db check"),
)


@app.command()
def check(ctx: typer.Context) -> None:
    """Check the database; exit with 5 when something is wrong."""
    from salesmap.reports.data.integrity import contradictions
    from salesmap.store.file import sharing
    from salesmap.store.file.backup import damage
    from salesmap.store.file.database_path import is_on_network
    from salesmap.store.file.triggers import missing_triggers

    context = get_context(ctx)
    if is_on_network(context.database.path):
        notify(
            _(
                "{path} is on a network file system, where file locks are not reliable: move it "
                "to a local disk."
            ).format(path=context.database.path)
        )
    with context.read_connection() as connection:
        problems = damage(connection) or contradictions(connection)
        if missing := missing_triggers(connection):
            problems.append(
                _("The change history is incomplete: the triggers {names} are missing.").format(
                    names=", ".join(missing)
                )
            )
    problems += sharing.problems(context.database.path)
    for warning in sharing.warnings(context.database.path):
        notify(warning)
    if problems:
        for problem in problems:
            echo(problem)
        raise DatabaseProblemsError(str(context.database.path), len(problems))
    echo(_("{path}: no problems found.").format(path=context.database.path))
