"""`salesmap kb edit`."""

from typing import Annotated

import typer

from salesmap.cli.commands.kb._shared import (
    NoteId,
    Problem,
    Stage,
    Text,
    TextFile,
    answer_with_note,
    read_text,
    stage_key,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Product
from salesmap.core import commit_state
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Change the title of a note"), _('salesmap kb edit 1 --title "Opening a sales call"')),
    (_("Replace its text from a file"), _("salesmap kb edit 1 --file note.md")),
)


@app.command()
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
    """Edit a note."""
    context = get_context(ctx)
    from salesmap.reports.map.knowledge import note

    with context.read_connection() as connection:
        before = str(note(connection, id).values[0][-1])
    says_nothing = all(each is None for each in (title, text, file, stage, problem, product))
    written = (
        read_text(text, file, before)
        if says_nothing or text is not None or file is not None
        else None
    )
    from salesmap.actions.map import knowledge

    knowledge.edit(
        context.database,
        id,
        knowledge.NoteDraft(title, written, stage_key(context, stage), problem, product),
    )
    commit_state.mark_committed()
    message = _("Updated note {id}: {title}.")
    if not commit_state.has_changed():
        message = _("Note {id} ({title}) is unchanged.")
    answer_with_note(context, id, format, fields, message)
