"""`salesmap db compact`."""

import typer

from salesmap.cli.commands.db._options import require_file
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Make the file smaller"), "salesmap db compact"),
    (_("See its size"), "salesmap db info"),
)


@app.command()
def compact(ctx: typer.Context) -> None:
    """Rebuild the database file without its free pages."""
    from salesmap.store.file.compact import compact as compact_file

    context = get_context(ctx)
    require_file(context, "db compact", "VACUUM FULL")
    before, after = compact_file(context.database)
    echo(
        _("Compacted {path}: {before:,} → {after:,} bytes.").format(
            path=context.database.name, before=before, after=after
        )
    )
