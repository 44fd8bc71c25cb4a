"""What the commands that compare and change the map share."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.map._shared import current
from salesmap.cli.context import AppContext
from salesmap.cli.output import echo, notify, show
from salesmap.cli.prompts import confirm
from salesmap.core import commit_state
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.domain.map.diff import Difference

MapFile = Annotated[
    str,
    typer.Argument(metavar=_("FILE"), help=_("TOML file, or name of a built-in map.")),
]
Moves = Annotated[
    str | None,
    typer.Option(
        "--move",
        metavar=_("OLD=NEW,…"),
        help=_("New stage or pipeline for each one that the new map does not have."),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Apply without asking."))]
FINDINGS = columns("line:int where problem")
_DIFFERENCES = columns("what:text::map_change stage:key:stage_words before after leads:int")


def apply_source(
    context: AppContext,
    source: str,
    moves: dict[str, str],
    yes: bool,
    format: str | None,
    fields: str | None,
) -> None:
    """Show what a map changes, ask, and apply it."""
    version, found = differences(context, source, moves)
    show_differences(context, found, format, fields)
    if not found and source == source_of_version(context):
        return
    if found and not yes:
        confirm(_("Apply these changes?"))
    from salesmap.actions.map.apply import apply

    apply(context.database, source, moves, version)
    commit_state.mark_committed()
    if format in (None, "table", "plain"):
        echo(_("The map is updated. To undo: 'salesmap undo'."))


def differences(
    context: AppContext, source: str, moves: dict[str, str]
) -> "tuple[int, list[Difference]]":
    """Return the current version and the differences of a map from it."""
    from salesmap.reports.map.versions import changes

    with context.read_connection() as connection:
        return changes(connection, source, moves)


def show_differences(
    context: AppContext, found: "list[Difference]", format: str | None, fields: str | None
) -> None:
    """Print the differences, or that there are none."""
    if found or format not in (None, "table", "plain"):
        from salesmap.reports.map.stages import stage_labels

        labels = stage_labels(current(context), context.lang)
        rows = [(*each, labels.get(each.stage or "", each.stage)) for each in found]
        show(context, Table(_DIFFERENCES, rows, words=("stage_words",)), format, fields)
    if not found:
        notify(_("The map is identical to the current one: nothing was changed."))


def source_of_version(context: AppContext, version: int | None = None) -> str:
    """Return the TOML of a version of the map, by default the current one."""
    from salesmap.reports.map.versions import source

    with context.read_connection() as connection:
        return source(connection, version)


def read_moves(text: str | None) -> dict[str, str]:
    """Return the pairs of `--move`."""
    from salesmap.cli.importing.plan import pairs

    return pairs(text, "--move")
