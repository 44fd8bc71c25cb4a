"""`salesmap db upgrade`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Upgrade the database"), "salesmap db upgrade"),
    (_("Upgrade another file"), "salesmap --db backup.db db upgrade"),
)


@app.command()
def upgrade_database(ctx: typer.Context) -> None:
    """Upgrade the schema."""
    from salesmap.store.file.upgrade import upgrade

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
