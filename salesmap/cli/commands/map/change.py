"""`salesmap map check`, `export`, `edit`, `diff`, `apply`, `versions`: the map as a text that one changes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, notify, show, write, write_file
from salesmap.cli.prompts import confirm
from salesmap.core import commit_state
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, reason
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.domain.map.diff import Difference

WRONG = 2

app = typer.Typer()
SUPPORTS_AS_OF = ("export", "versions", "diff")

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

_FINDINGS = columns("line:int where problem")
_DIFFERENCES = columns("what stage before after leads:int")


@app.command(
    "check",
    help=_("Validate a map file."),
)
def check_map(
    ctx: typer.Context, file: MapFile, format: Format = None, fields: Fields = None
) -> None:
    """Check a map."""
    from salesmap.domain.map.checker import check
    from salesmap.domain.map.loader import read_source

    _read, findings = check(read_source(file))
    if findings or format not in (None, "table", "plain"):
        show(
            get_context(ctx),
            Table(_FINDINGS, [tuple(finding) for finding in findings]),
            format,
            fields,
        )
    if findings:
        raise typer.Exit(WRONG)
    if format in (None, "table", "plain"):
        echo(_("{file}: no problems found.").format(file=file))


@app.command("export", help=_("Export the map as TOML, to edit and apply again."))
def export_map(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar=_("[FILE]"), help=_("Output file; standard output by default.")),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option(metavar=_("N"), help=_("Version number, as in 'salesmap map versions'.")),
    ] = None,
) -> None:
    """Write the map."""
    source = _source(get_context(ctx), version)
    if file is None:
        write(source.rstrip("\n"))
        return
    write_file(file, source)


@app.command("versions", help=_("List the versions of the map, the newest first."))
def versions(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the versions."""
    from salesmap.reports.map import versions as map_versions

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = map_versions.versions(connection)
    show(context, rows, format, fields)


@app.command("diff", help=_("Show what a map would change, and how many open leads are affected."))
def diff_map(
    ctx: typer.Context,
    file: MapFile,
    move: Moves = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Compare a map with the book's."""
    from salesmap.domain.map.loader import read_source

    context = get_context(ctx)
    _version, found = _differences(context, read_source(file), _moves(move))
    _show(context, found, format, fields)


@app.command(
    "apply",
    help=_("Apply a map: shows the changes, asks, and migrates all leads; one undo reverts it."),
)
def apply_map(
    ctx: typer.Context,
    file: MapFile,
    move: Moves = None,
    yes: Yes = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Apply a map."""
    from salesmap.domain.map.loader import read_source

    _apply(get_context(ctx), read_source(file), _moves(move), yes, format, fields)


@app.command("edit", help=_("Edit the map in your editor, then apply it."))
def edit_map(
    ctx: typer.Context,
    move: Moves = None,
    yes: Yes = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit the map."""
    from salesmap.cli.editor import edited
    from salesmap.domain.map.checker import check

    context = get_context(ctx)
    source = _source(context)
    text = edited(source, ".toml")
    if text is None or text == source:
        echo(_("Nothing was changed."))
        return
    _read, findings = check(text)
    if findings:
        show(context, Table(_FINDINGS, [tuple(finding) for finding in findings]), format, fields)
        kept = _keep(text)
        raise UsageError(
            _("The map has errors, and nothing was changed: your text is saved as {path}.").format(
                path=kept
            )
        )
    _apply(context, text, _moves(move), yes, format, fields)


def _keep(text: str) -> Path:
    from tempfile import mkstemp

    handle, name = mkstemp(prefix="salesmap-map-", suffix=".toml")
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 – a handle, no path
            file.write(text)
    except OSError as error:
        raise UsageError(
            _("Cannot write {path}: {problem}.").format(path=name, problem=reason(error))
        ) from None
    return Path(name)


def _apply(
    context: AppContext,
    source: str,
    moves: dict[str, str],
    yes: bool,
    format: str | None,
    fields: str | None,
) -> None:
    version, found = _differences(context, source, moves)
    _show(context, found, format, fields)
    if not found and source == _source(context):
        return
    if found and not yes:
        confirm(_("Apply these changes?"))
    from salesmap.actions.map.apply import apply

    apply(context.database, source, moves, version)
    commit_state.mark_committed()
    if format in (None, "table", "plain"):
        echo(_("The map is updated. To undo: 'salesmap undo'."))


def _differences(
    context: AppContext, source: str, moves: dict[str, str]
) -> "tuple[int, list[Difference]]":
    from salesmap.reports.map.versions import changes

    with context.read_connection() as connection:
        return changes(connection, source, moves)


def _show(
    context: AppContext, found: "list[Difference]", format: str | None, fields: str | None
) -> None:
    if found or format not in (None, "table", "plain"):
        show(context, Table(_DIFFERENCES, [tuple(each) for each in found]), format, fields)
    if not found:
        notify(_("The map is identical to the current one: nothing was changed."))


def _source(context: AppContext, version: int | None = None) -> str:
    from salesmap.reports.map.versions import source

    with context.read_connection() as connection:
        return source(connection, version)


def _moves(text: str | None) -> dict[str, str]:
    from salesmap.cli.import_options import pairs

    return pairs(text, "--move")
