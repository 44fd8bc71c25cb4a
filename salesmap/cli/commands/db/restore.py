"""`salesmap db restore`."""

import typer

from salesmap.cli.commands.db._options import BackupFile, require_file
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Restore a backup"), "salesmap db restore backup.db"),
    (_("Restore it to another file"), "salesmap --db test.db db restore backup.db"),
)


@app.command()
def restore_database(ctx: typer.Context, file: BackupFile) -> None:
    """Restore a backup."""
    from salesmap.store.file.restore import restore

    context = get_context(ctx)
    require_file(context, "db restore", "pg_restore --create")
    kept = restore(file, context.database.path, context.database.lock_timeout)
    echo(_("Restored {path} from {file}.").format(path=context.database.path, file=file))
    if kept:
        echo(_("The former database is saved as {kept}.").format(kept=kept))
