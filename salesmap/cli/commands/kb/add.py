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
from salesmap.cli.completion.names import TICKET
from salesmap.cli.context import AppContext, get_context
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
    (_("Keep how a ticket was solved"), "salesmap kb add --from-ticket T-2026-0001"),
)


FromTicket = Annotated[
    str | None,
    typer.Option(
        metavar=_("TICKET"),
        click_type=TICKET,
        help=_("Ticket whose text, answers and solution make the note."),
    ),
]


@app.command()
def add_note(
    ctx: typer.Context,
    title: Annotated[
        str | None, typer.Argument(metavar=_("[TITLE]"), help=_("Title of the note."))
    ] = None,
    text: Text = None,
    file: TextFile = None,
    stage: Stage = None,
    problem: Problem = None,
    product: Product = None,
    from_ticket: FromTicket = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a note."""
    context = get_context(ctx)
    if from_ticket is None:
        if title is None:
            from salesmap.cli.option_errors import MissingTitleError

            raise MissingTitleError()
        written = read_text(text, file, "")
    else:
        typed = read_text(text, file, "") if text is not None or file else None
        title, written = _of_ticket(context, from_ticket, title, typed)
    from salesmap.actions.map import knowledge

    id = knowledge.add(
        context.database,
        knowledge.NoteDraft(title, written or "", stage_key(context, stage), problem, product),
    )
    commit_state.mark_committed()
    answer_with_note(context, id, format, fields, _("Added note {id}: {title}."))


def _of_ticket(
    context: AppContext, reference: str, title: str | None, text: str | None
) -> tuple[str, str]:
    """Return the title and the text of a note on a ticket; what was typed comes first.

    Raises TicketNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.service.reference import find_ticket
    from salesmap.reports.service.ticket_note import ticket_note

    with context.read_connection() as connection:
        note = ticket_note(connection, find_ticket(connection, reference).id)
    return title or note.title, text or note.text
