"""`salesmap db upgrade`."""

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.output import echo, notify
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Upgrade the database"), "salesmap db upgrade"),
    (_("Upgrade another file"), "salesmap --db backup.db db upgrade"),
)


@app.command()
def upgrade_database(ctx: typer.Context) -> None:
    """Upgrade the schema."""
    from salesmap.store.engine.upgrade import upgrade

    context = get_context(ctx)
    version, newest, kept = upgrade(context.database)
    if version == newest:
        echo(
            _("{path} is up to date (schema {version}).").format(
                path=context.database.name, version=version
            )
        )
    elif kept is None:
        echo(
            _("Upgraded {path} from schema {version}.").format(
                path=context.database.name, version=version
            )
        )
        _notify_of_papers(context)
    else:
        echo(
            _("Upgraded {path} from schema {version}; the backup is {kept}.").format(
                path=context.database.name, version=version, kept=kept
            )
        )
        _notify_of_papers(context)


def _notify_of_papers(context: AppContext) -> None:
    """Say how a map of old gets what the shipped one knows of quotes and contracts."""
    from salesmap.domain.map.loader import parse_map, read_source, template_names
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        used = current_map(connection)
    if used.key not in template_names() or used.asks_for_papers():
        return
    if parse_map(read_source(used.key)).asks_for_papers():
        notify(
            _(
                "The map stays as it was and does not ask for quotes and contracts yet: "
                "'salesmap map diff {key}' shows what its newer form adds, 'salesmap map apply "
                "{key}' takes it."
            ).format(key=used.key)
        )
