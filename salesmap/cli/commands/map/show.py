"""`salesmap map show`, `map guide`, `map roles`: the map to look at."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion import STAGE
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format, format_option
from salesmap.cli.output import FORMATS, echo_page, show, usual_format, write
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.domain.map.model import SalesMap

app = typer.Typer()
SUPPORTS_AS_OF = ("show", "guide", "roles")

Pipeline = Annotated[str | None, typer.Option(metavar=_("PIPELINE"), help=_("Only this pipeline."))]


@app.command(
    "show",
    help=_(
        "Show the map: each stage with its key elements, owner role, actions, indicators "
        "and problems; or one stage."
    ),
)
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
    from salesmap.render.serialize import dumps
    from salesmap.reports.map import stages as maps

    context = get_context(ctx)
    read = _map(context)
    if stage is not None and format == "json" and fields is None:
        write(dumps(maps.one_stage(read, stage, context.lang)))
    elif (
        stage is not None
        and fields is None
        and (format in (None, "markdown") or format == usual_format())
    ):
        echo_page(
            context, maps.stage_page(read, maps.stage_named(read, stage), context.lang), format
        )
    elif format == "markdown":
        echo_page(context, maps.map_page(read, context.lang, pipeline), format)
    else:
        rows = maps.stages(read, context.lang, pipeline)
        if stage is not None:
            key = maps.stage_named(read, stage).key
            rows = rows._replace(values=[row for row in rows.values if row[0] == key])
        show(context, rows, format, fields, single=stage is not None)


@app.command(
    "guide",
    help=_("Show a guide to a stage for new colleagues, with the notes of the knowledge base."),
)
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
    from salesmap.reports.map import stages as maps
    from salesmap.store.map_versions import asking, current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        read = current_map(asking(connection))
        spec = maps.stage_named(read, stage)
        notes = knowledge.titles(connection, spec.key)
    echo_page(context, maps.stage_page(read, spec, context.lang, notes=notes), format)


@app.command(
    "roles",
    help=_("List the standard actions with the roles that are responsible and that take part."),
)
def roles(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show the roles."""
    from salesmap.reports.map import stages as maps

    context = get_context(ctx)
    show(context, maps.roles(_map(context), context.lang), format, fields)


def _map(context: AppContext) -> "SalesMap":
    """The book's map."""
    from salesmap.store.map_versions import asking, current_map

    with context.read_connection() as connection:
        return current_map(asking(connection))
