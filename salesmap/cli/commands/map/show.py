"""`salesmap map show`."""

from typing import Annotated

import typer

from salesmap.cli.commands.map._shared import current
from salesmap.cli.completion.names import STAGE
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, format_option
from salesmap.cli.output import FORMATS, echo_page, notify, show, usual_format, write
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See all stages"), "salesmap map show"),
    (_("See one stage"), _("salesmap map show needs")),
)
SUPPORTS_AS_OF = True

Pipeline = Annotated[str | None, typer.Option(metavar=_("PIPELINE"), help=_("Only this pipeline."))]


@app.command()
def show_map(
    ctx: typer.Context,
    stage: Annotated[
        str | None,
        typer.Argument(metavar=_("[STAGE]"), click_type=STAGE, help=_("Key or label of a stage.")),
    ] = None,
    pipeline: Pipeline = None,
    format: Annotated[str | None, format_option((*FORMATS, "markdown"))] = None,
    fields: Fields = None,
) -> None:
    """Show the map."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.map.pages import map_page, stage_page
    from salesmap.reports.map.stages import one_stage, stage_named, stages

    context = get_context(ctx)
    read = current(context)
    if stage is not None and format == "json" and fields is None:
        write(dumps(one_stage(read, stage, context.lang)))
    elif (
        stage is not None
        and fields is None
        and (format in (None, "markdown") or format == usual_format())
    ):
        echo_page(context, stage_page(read, stage_named(read, stage), context.lang), format)
    elif format == "markdown":
        echo_page(context, map_page(read, context.lang, pipeline), format)
    else:
        rows = stages(read, context.lang, pipeline)
        if stage is not None:
            key = stage_named(read, stage).key
            rows = rows._replace(values=[row for row in rows.values if row[0] == key])
        show(context, rows, format, fields, single=stage is not None)
        if stage is None and (format or usual_format()) == "table":
            notify(_("See 'salesmap map show STAGE'."))
