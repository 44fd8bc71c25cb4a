"""`salesmap kb add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.kb._shared import (
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
    (
        _("Add a note on a stage"),
        _('salesmap kb add "Opening a call" --stage needs --text "Listen first."'),
    ),
    (_("Add a note from a file"), _('salesmap kb add "Price talks" --file note.md')),
)


@app.command()
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
    written = read_text(text, file, "")
    from salesmap.actions.map import knowledge

    id = knowledge.add(
        context.database,
        knowledge.NoteDraft(title, written or "", stage_key(context, stage), problem, product),
    )
    commit_state.mark_committed()
    answer_with_note(context, id, format, fields, _("Added note {id}: {title}."))
