"""`salesmap db …`: looking after the file."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, notify, show
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _

app = typer.Typer()

BackupFile = Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The backup."))]


@app.command("info", help=_("Where the database is, how large, and what is in it."))
def info(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show what the file is."""
    from salesmap.reports.data.database_stats import inventory

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = inventory(connection, context.database.path)
    show(context, rows, format, fields, single=True)


@app.command("check", help=_("Check the file, its references, and what is kept beside the facts."))
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
                "{path} is on a network file system, where locking cannot be relied on: keep it on a local disk."
            ).format(path=context.database.path)
        )
    with context.read_connection() as connection:
        problems = damage(connection) or contradictions(connection)
        if missing := missing_triggers(connection):
            problems.append(
                _("The journal does not see every change: {names} are missing.").format(
                    names=", ".join(missing)
                )
            )
    if problems:
        for problem in problems:
            echo(problem)
        raise ResourceError(
            _(
                "The database {path} has {count} problems: restore a backup with 'salesmap db restore FILE'."
            ).format(path=context.database.path, count=len(problems))
        )
    echo(_("{path}: all is well.").format(path=context.database.path))


@app.command("backup", help=_("Copy the database to a new file, while it is in use."))
def backup_database(ctx: typer.Context, file: BackupFile) -> None:
    """Make a backup."""
    from salesmap.store.file.backup import backup

    context = get_context(ctx)
    backup(context.database.path, file, context.database.lock_timeout)
    echo(_("Backed up {path} to {file}.").format(path=context.database.path, file=file))


@app.command(
    "restore", help=_("Put a backup in the database's place; the present one is kept beside it.")
)
def restore_database(ctx: typer.Context, file: BackupFile) -> None:
    """Restore a backup."""
    from salesmap.store.file.backup import restore

    context = get_context(ctx)
    kept = restore(file, context.database.path, context.database.lock_timeout)
    echo(_("Restored {path} from {file}.").format(path=context.database.path, file=file))
    if kept:
        echo(_("What was there is kept as {kept}.").format(kept=kept))


@app.command("upgrade", help=_("Bring an older file up to date; a backup is made first."))
def upgrade_database(ctx: typer.Context) -> None:
    """Upgrade the schema."""
    from salesmap.store.schema.upgrade import upgrade

    context = get_context(ctx)
    version, kept = upgrade(context.database)
    if kept is None:
        echo(
            _("{path} has the newest schema, {version}, already.").format(
                path=context.database.path, version=version
            )
        )
    else:
        echo(
            _("Upgraded {path} from schema {version}; a backup is kept as {kept}.").format(
                path=context.database.path, version=version, kept=kept
            )
        )
