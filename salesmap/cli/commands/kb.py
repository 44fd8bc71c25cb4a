"""`salesmap kb …`: the knowledge base."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.completion import STAGE
from salesmap.cli.context import Desk, desk_of
from salesmap.cli.options import Fields, Format, Limit, Product, format_option
from salesmap.cli.output import FORMATS, answer, say, show, show_first, tell, tell_page, usual_format
from salesmap.core import commit_state as done
from salesmap.core.config import is_terminal
from salesmap.core.errors import Unreadable
from salesmap.core.i18n import _, reason

app = typer.Typer()
LOOKS_BACK = ("list", "show", "search")

NoteId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("The note's number."))]
Stage = Annotated[str | None, typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("On this stage."))]
Problem = Annotated[str | None, typer.Option(metavar=_("PROBLEM"), help=_("On this problem of the map: its key, or STAGE.PROBLEM."))]
Text = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("What it says, in Markdown."))]
TextFile = Annotated[Path | None, typer.Option("--file", metavar=_("FILE"), help=_("Take the text from this file; - for standard input."))]


@app.command("add", help=_("Add a note; without --text or --file, your editor opens."))
def add_note(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar=_("TITLE"), help=_("What it is about."))],
    text: Text = None,
    file: TextFile = None,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a note."""
    desk = desk_of(ctx)
    written = _written(text, file, "")
    from salesmap.actions.map import knowledge

    id = knowledge.add(desk.book, knowledge.NoteDraft(title, written or "", _stage(desk, stage), problem, product))
    done.mark()
    _answer(desk, id, format, fields, _("Added note {id}: {title}."))


@app.command("edit", help=_("Change a note; when nothing is said, its text opens in your editor."))
def edit_note(
    ctx: typer.Context,
    id: NoteId,
    title: Annotated[str | None, typer.Option(metavar=_("TITLE"), help=_("What it is about."))] = None,
    text: Text = None,
    file: TextFile = None,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Change a note."""
    desk = desk_of(ctx)
    from salesmap.reports.map.knowledge import note

    with desk.reading() as connection:
        before = str(note(connection, id).values[0][-1])
    says_nothing = all(each is None for each in (title, text, file, stage, problem, product))
    written = _written(text, file, before) if says_nothing or text is not None or file is not None else None
    from salesmap.actions.map import knowledge

    knowledge.edit(desk.book, id, knowledge.NoteDraft(title, written, _stage(desk, stage), problem, product))
    done.mark()
    _answer(desk, id, format, fields, _("Changed note {id}: {title}."))


@app.command("drop", help=_("Take a note away; undo brings it back."))
def drop_note(ctx: typer.Context, id: NoteId) -> None:
    """Take a note away."""
    desk = desk_of(ctx)
    from salesmap.actions.map import knowledge

    knowledge.drop(desk.book, id)
    done.mark()
    tell(_("Took note {id} away.").format(id=id))


@app.command("show", help=_("Read a note."))
def show_note(ctx: typer.Context, id: NoteId, format: Annotated[str | None, format_option((*FORMATS, "markdown"))] = None) -> None:
    """Show a note."""
    from salesmap.reports.map import knowledge

    desk = desk_of(ctx)
    with desk.reading() as connection:
        rows = knowledge.note(connection, id)
    if format in (None, "markdown") or format == usual_format():
        tell_page(desk, knowledge.page(rows.values[0]), format)
    else:
        show(desk, rows, format, single=True)


@app.command("list", help=_("List the notes: all, or those on a stage, a problem, a product."))
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

    desk = desk_of(ctx)
    named = _stage(desk, stage)
    with desk.reading() as connection:
        rows = knowledge.notes(connection, named, problem, product)
    show_first(desk, rows, limit, format, fields)


@app.command("search", help=_("Search the notes and the map: Chinese words as they are, English ones in any form; the best first."))
def search_notes(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar=_("WORD..."), help=_("Words that must all be there."))],
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Search."""
    from salesmap.reports.map import knowledge
    from salesmap.store.map_versions import asking, current_map

    desk = desk_of(ctx)
    with desk.reading() as connection:
        rows = knowledge.search(connection, current_map(asking(connection)), " ".join(text), desk.lang)
    if not rows.values and format in (None, "table", "plain"):
        say(_("Nothing was found."))
        return
    show_first(desk, rows, limit, format, fields)


def _stage(desk: Desk, name: str | None) -> str | None:
    """The key of the stage that is named; an empty name takes it away."""
    if not name:
        return name
    from salesmap.reports.map.stages import stage_named
    from salesmap.store.map_versions import asking, current_map

    with desk.reading() as connection:
        return stage_named(current_map(asking(connection)), name).key


def _written(text: str | None, file: Path | None, before: str) -> str:
    """The text as it was given, or as the editor leaves it. Raises Unreadable."""
    if text is not None:
        return text
    try:
        if file is not None:
            return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(_("Cannot read {path}: {problem}.").format(path=file, problem=reason(error))) from None
    if not is_terminal(sys.stdin):
        raise Unreadable(_("What shall it say? Write --text TEXT or --file FILE."))
    from salesmap.cli.editor import edited

    left = edited(before, ".md")
    return left if left is not None else before


def _answer(desk: Desk, id: int, format: str | None, fields: str | None, message: str) -> None:
    from salesmap.reports.map.knowledge import note

    with desk.reading() as connection:
        rows = note(connection, id)
    answer(desk, rows, format, fields, message.format(id=id, title=rows.values[0][1]))
