"""`salesmap export`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Folder
from salesmap.cli.output import echo
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
EXAMPLES = (
    (_("Export the database for version control"), _("salesmap export --all text")),
    (_("Export a past state"), _("salesmap export --all text --as-of 2026-11-20")),
)
SUPPORTS_AS_OF = True


@app.command()
def export_all(ctx: typer.Context, all_: Folder) -> None:
    """Write the database as text files."""
    from salesmap.actions.team.exporting import require_export
    from salesmap.store.text_dump import write_dump

    context = get_context(ctx)
    with context.read_connection() as connection:
        require_export(connection, context.database)
        count = write_dump(connection, all_)
    echo(
        ngettext(
            "Exported {count:,} record of {path} to {folder}.",
            "Exported {count:,} records of {path} to {folder}.",
            count,
        ).format(count=count, path=context.database.name, folder=all_)
    )
