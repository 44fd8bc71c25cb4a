"""`salesmap db …`: looking after the file."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, notify, show
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _, ngettext

app = typer.Typer()

BackupFile = Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("Backup file."))]


@app.command("info", help=_("Show the path, size and contents of the database."))
def info(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show what the file is."""
    from salesmap.reports.data.database_stats import inventory

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = inventory(connection, context.database.path)
    show(context, rows, format, fields, single=True)


@app.command("check", help=_("Check the database file, its references and its derived data."))
def check(ctx: typer.Context) -> None:
    """Check the book; leave with 5 when something is wrong."""
    from salesmap.reports.data.integrity import contradictions
    from salesmap.store.file.backup import damage
    from salesmap.store.file.database_path import is_on_network
    from salesmap.store.journal.triggers import missing_triggers

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
    if problems:
        for problem in problems:
            echo(problem)
        raise ResourceError(
            ngettext(
                "The database {path} has {count} problem: restore a backup with 'salesmap db "
                "restore FILE'.",
                "The database {path} has {count} problems: restore a backup with 'salesmap db "
                "restore FILE'.",
                len(problems),
            ).format(path=context.database.path, count=len(problems))
        )
    echo(_("{path}: no problems found.").format(path=context.database.path))


@app.command("backup", help=_("Back up the database to a new file, even while it is in use."))
def backup_database(ctx: typer.Context, file: BackupFile) -> None:
    """Make a backup."""
    from salesmap.store.file.backup import backup

    context = get_context(ctx)
    backup(context.database.path, file, context.database.lock_timeout)
    echo(_("Backed up {path} to {file}.").format(path=context.database.path, file=file))


@app.command("restore", help=_("Restore a backup; the current database is saved next to it."))
def restore_database(ctx: typer.Context, file: BackupFile) -> None:
    """Restore a backup."""
    from salesmap.store.file.backup import restore

    context = get_context(ctx)
    kept = restore(file, context.database.path, context.database.lock_timeout)
    echo(_("Restored {path} from {file}.").format(path=context.database.path, file=file))
    if kept:
        echo(_("The former database is saved as {kept}.").format(kept=kept))


@app.command(
    "upgrade", help=_("Upgrade the database to the current version; a backup is made first.")
)
def upgrade_database(ctx: typer.Context) -> None:
    """Upgrade the schema."""
    from salesmap.store.schema.upgrade import upgrade

    context = get_context(ctx)
    version, kept = upgrade(context.database)
    if kept is None:
        echo(
            _("{path} is up to date (schema {version}).").format(
                path=context.database.path, version=version
            )
        )
    else:
        echo(
            _("Upgraded {path} from schema {version}; the backup is {kept}.").format(
                path=context.database.path, version=version, kept=kept
            )
        )
