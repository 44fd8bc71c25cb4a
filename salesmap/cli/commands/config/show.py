"""`salesmap config show`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show
from salesmap.core.config import KEYS, shown
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns

app = typer.Typer()
EXAMPLES = (
    (_("See the settings and where they are set"), "salesmap config show"),
    (_("Use them in a script"), "salesmap config show --format json"),
)


@app.command()
def show_config(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show the settings."""
    context = get_context(ctx)
    rows = [
        (
            key,
            shown(key, context.settings[key]),
            context.settings.entries[key].origin,
            _(KEYS[key].help),
        )
        for key in KEYS
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
