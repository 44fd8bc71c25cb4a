"""`salesmap kb …`: the knowledge base."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.completion import STAGE
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format, Limit, Product, format_option
from salesmap.cli.output import (
    FORMATS,
    echo,
    echo_page,
    notify,
    show,
    show_limited,
    show_result,
    usual_format,
)
from salesmap.core import commit_state
from salesmap.core.config import is_terminal
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, reason

app = typer.Typer()
SUPPORTS_AS_OF = ("list", "show", "search")

NoteId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("Note number."))]
Stage = Annotated[
    str | None, typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("Stage of the note."))
]
Problem = Annotated[
    str | None,
    typer.Option(metavar=_("PROBLEM"), help=_("Problem in the map: its key, or STAGE.PROBLEM.")),
]
Text = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Text in Markdown."))]
TextFile = Annotated[
    Path | None,
    typer.Option("--file", metavar=_("FILE"), help=_("File with the text; - for standard input.")),
]


@app.command("add", help=_("Add a note; without --text or --file, your editor opens."))
def add_note(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar=_("TITLE"), help=_("Title of the note."))],
    text: Text = None,
    file: TextFile = None,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a note."""
    context = get_context(ctx)
    written = _written(text, file, "")
    from salesmap.actions.map import knowledge

    id = knowledge.add(
        context.database,
        knowledge.NoteDraft(title, written or "", _stage(context, stage), problem, product),
    )
    commit_state.mark_committed()
    _answer(context, id, format, fields, _("Added note {id}: {title}."))


@app.command("edit", help=_("Edit a note; without options, your editor opens."))
def edit_note(
    ctx: typer.Context,
    id: NoteId,
    title: Annotated[
        str | None, typer.Option(metavar=_("TITLE"), help=_("Title of the note."))
    ] = None,
    text: Text = None,
    file: TextFile = None,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Change a note."""
    context = get_context(ctx)
    from salesmap.reports.map.knowledge import note

    with context.read_connection() as connection:
        before = str(note(connection, id).values[0][-1])
    says_nothing = all(each is None for each in (title, text, file, stage, problem, product))
    written = (
        _written(text, file, before)
        if says_nothing or text is not None or file is not None
        else None
    )
    from salesmap.actions.map import knowledge

    knowledge.edit(
        context.database,
        id,
        knowledge.NoteDraft(title, written, _stage(context, stage), problem, product),
    )
    commit_state.mark_committed()
    _answer(context, id, format, fields, _("Updated note {id}: {title}."))


@app.command("drop", help=_("Delete a note; undo restores it."))
def drop_note(ctx: typer.Context, id: NoteId) -> None:
    """Take a note away."""
    context = get_context(ctx)
    from salesmap.actions.map import knowledge

    knowledge.drop(context.database, id)
    commit_state.mark_committed()
    echo(_("Deleted note {id}.").format(id=id))


@app.command("show", help=_("Show a note."))
def show_note(
    ctx: typer.Context,
    id: NoteId,
    format: Annotated[str | None, format_option((*FORMATS, "markdown"))] = None,
) -> None:
    """Show a note."""
    from salesmap.reports.map import knowledge

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = knowledge.note(connection, id)
    if format in (None, "markdown") or format == usual_format():
        echo_page(context, knowledge.page(rows.values[0]), format)
    else:
        show(context, rows, format, single=True)


@app.command("list", help=_("List notes: all, or those on a stage, a problem or a product."))
def list_notes(
    ctx: typer.Context,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List notes."""
    from salesmap.reports.map import knowledge

    context = get_context(ctx)
    named = _stage(context, stage)
    with context.read_connection() as connection:
        rows = knowledge.notes(connection, named, problem, product)
    show_limited(context, rows, limit, format, fields)


@app.command(
    "search",
    help=_("Search the notes and the map, the best match first."),
)
def search_notes(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar=_("WORD..."), help=_("Words to find; all must match."))
    ],
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Search."""
    from salesmap.reports.map import knowledge
    from salesmap.store.map_versions import asking, current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = knowledge.search(
            connection, current_map(asking(connection)), " ".join(text), context.lang
        )
    if not rows.values and format in (None, "table", "plain"):
        notify(_("No matches."))
        return
    show_limited(context, rows, limit, format, fields)


def _stage(context: AppContext, name: str | None) -> str | None:
    """The key of the stage that is named; an empty name takes it away."""
    if not name:
        return name
    from salesmap.reports.map.stages import stage_named
    from salesmap.store.map_versions import asking, current_map

    with context.read_connection() as connection:
        return stage_named(current_map(asking(connection)), name).key


def _written(text: str | None, file: Path | None, before: str) -> str:
    """The text as it was given, or as the editor leaves it. Raises UsageError."""
    if text is not None:
        return text
    try:
        if file is not None:
            return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("Cannot read {path}: {problem}.").format(path=file, problem=reason(error))
        ) from None
    if not is_terminal(sys.stdin):
        raise UsageError(_("The note has no text: add --text TEXT or --file FILE."))
    from salesmap.cli.editor import edited

    left = edited(before, ".md")
    return left if left is not None else before


def _answer(
    context: AppContext, id: int, format: str | None, fields: str | None, message: str
) -> None:
    from salesmap.reports.map.knowledge import note

    with context.read_connection() as connection:
        rows = note(connection, id)
    show_result(context, rows, format, fields, message.format(id=id, title=rows.values[0][1]))
