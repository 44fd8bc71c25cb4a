"""`salesmap kb drop`."""

import typer

from salesmap.cli.commands.kb._shared import NoteId
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core import commit_state
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete a note"), "salesmap kb drop 1"),
    (_("List the notes first"), "salesmap kb list"),
)


@app.command()
def drop_note(ctx: typer.Context, id: NoteId) -> None:
    """Delete a note."""
    context = get_context(ctx)
    from salesmap.actions.map import knowledge

    knowledge.drop(context.database, id)
    commit_state.mark_committed()
    echo(_("Deleted note {id}.").format(id=id))
