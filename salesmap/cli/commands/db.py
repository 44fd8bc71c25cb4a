"""`salesmap db …`: looking after the file."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import desk_of
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import say, show, tell
from salesmap.core.errors import Unusable
from salesmap.core.i18n import _

app = typer.Typer()

BackupFile = Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The backup."))]


@app.command("info", help=_("Where the database is, how large, and what is in it."))
def info(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show what the file is."""
    from salesmap.reports.data.database_stats import inventory

    desk = desk_of(ctx)
    with desk.reading() as connection:
        rows = inventory(connection, desk.book.path)
    show(desk, rows, format, fields, single=True)


@app.command("check", help=_("Check the file, its references, and what is kept beside the facts."))
def check(ctx: typer.Context) -> None:
    """Check the book; leave with 5 when something is wrong."""
    from salesmap.reports.data.integrity import contradictions
    from salesmap.store.file.backup import damage
    from salesmap.store.file.database_path import is_on_network
    from salesmap.store.journal.triggers import missing_triggers

    desk = desk_of(ctx)
    if is_on_network(desk.book.path):
        say(
            _("{path} is on a network file system, where locking cannot be relied on: keep it on a local disk.").format(path=desk.book.path)
        )
    with desk.reading() as connection:
        problems = damage(connection) or contradictions(connection)
        if missing := missing_triggers(connection):
            problems.append(_("The journal does not see every change: {names} are missing.").format(names=", ".join(missing)))
    if problems:
        for problem in problems:
            tell(problem)
        raise Unusable(
            _("The database {path} has {count} problems: restore a backup with 'salesmap db restore FILE'.").format(
                path=desk.book.path, count=len(problems)
            )
        )
    tell(_("{path}: all is well.").format(path=desk.book.path))


@app.command("backup", help=_("Copy the database to a new file, while it is in use."))
def backup_database(ctx: typer.Context, file: BackupFile) -> None:
    """Make a backup."""
    from salesmap.store.file.backup import backup

    desk = desk_of(ctx)
    backup(desk.book.path, file, desk.book.lock_timeout)
    tell(_("Backed up {path} to {file}.").format(path=desk.book.path, file=file))


@app.command("restore", help=_("Put a backup in the database's place; the present one is kept beside it."))
def restore_database(ctx: typer.Context, file: BackupFile) -> None:
    """Restore a backup."""
    from salesmap.store.file.backup import restore

    desk = desk_of(ctx)
    kept = restore(file, desk.book.path, desk.book.lock_timeout)
    tell(_("Restored {path} from {file}.").format(path=desk.book.path, file=file))
    if kept:
        tell(_("What was there is kept as {kept}.").format(kept=kept))


@app.command("upgrade", help=_("Bring an older file up to date; a backup is made first."))
def upgrade_database(ctx: typer.Context) -> None:
    """Upgrade the schema."""
    from salesmap.store.schema.upgrade import upgrade

    desk = desk_of(ctx)
    version, kept = upgrade(desk.book)
    if kept is None:
        tell(_("{path} has the newest schema, {version}, already.").format(path=desk.book.path, version=version))
    else:
        tell(
            _("Upgraded {path} from schema {version}; a backup is kept as {kept}.").format(path=desk.book.path, version=version, kept=kept)
        )
