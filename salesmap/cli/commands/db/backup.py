"""`salesmap db backup`."""

import typer

from salesmap.cli.commands.db._options import BackupFile, require_file
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Back up the database"), _("salesmap db backup monday.db")),
    (_("Back up another file"), "salesmap --db backup.db db backup copy-of-backup.db"),
)


@app.command()
def backup_database(ctx: typer.Context, file: BackupFile) -> None:
    """Make a backup."""
    from salesmap.store.file.backup import backup

    context = get_context(ctx)
    require_file(context, "db backup", "pg_dump --format=custom")
    backup(context.database.path, file, context.database.lock_timeout)
    echo(_("Backed up {path} to {file}.").format(path=context.database.path, file=file))
