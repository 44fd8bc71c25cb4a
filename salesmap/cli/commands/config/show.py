"""`salesmap config show`."""

import typer

from salesmap.cli.commands.config._shared import meaning, settings_in_force, shown_value
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns

app = typer.Typer()
EXAMPLES = (
    (_("See the settings and where they are set"), "salesmap config show"),
    (_("Use them in a script"), "salesmap config show --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_config(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show the settings."""
    context = get_context(ctx)
    try:
        entries = settings_in_force(context)
    except ResourceError as problem:  # the settings of files say which database it is
        notify(str(problem))
        entries = dict(context.settings.entries)
    rows = [
        (key, shown_value(key, entry.value), entry.origin, meaning(key))
        for key, entry in entries.items()
    ]
    show(
        context,
        Table(
            columns("setting value:text::setting_value origin:word meaning"),
            rows,
            ("setting", "value", "origin", "meaning"),
        ),
        format,
        fields,
    )
