"""`salesmap map guide`."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import STAGE
from salesmap.cli.context import get_context
from salesmap.cli.options import format_option
from salesmap.cli.output import echo_page
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Read the guide to a stage"), _("salesmap map guide needs")),
    (_("Get it as Markdown"), _("salesmap map guide quote --format markdown")),
)
SUPPORTS_AS_OF = True


@app.command()
def guide(
    ctx: typer.Context,
    stage: Annotated[
        str,
        typer.Argument(metavar=_("STAGE"), click_type=STAGE, help=_("Key or label of a stage.")),
    ],
    format: Annotated[str | None, format_option(("markdown",))] = None,
) -> None:
    """Show a guide."""
    from salesmap.reports.map import knowledge
    from salesmap.reports.map.pages import stage_page
    from salesmap.reports.map.stages import stage_named
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        read = current_map(connection)
        spec = stage_named(read, stage)
        notes = knowledge.titles(connection, spec.key)
    echo_page(context, stage_page(read, spec, context.lang, notes=notes), format)
