"""`salesmap contact forget`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import echo, notify
from salesmap.cli.prompts import confirm
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("Erase a person without a question"), "salesmap contact forget 1 --yes"),
    (_("Erase one in another database"), "salesmap --db backup.db contact forget 1 --yes"),
)


@app.command()
def forget_contact(
    ctx: typer.Context,
    contact: Annotated[
        str,
        typer.Argument(metavar=_("CONTACT"), help=_("Contact number, or any word of its name.")),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Erase without asking."))] = False,
) -> None:
    """Erase a person from the database and its history."""
    from salesmap.reports.query.references import find_contact
    from salesmap.store.file.sharing import copies
    from salesmap.store.journal.forgetting import forget

    context = get_context(ctx)
    with context.read_connection() as connection:
        person = find_contact(connection, contact)
    if not yes:
        question = _("Erase contact {id} ({name}) and their traces in the history for good?")
        confirm(question.format(id=person.id, name=person.name))
    mentions = forget(context.database, person.id)
    echo(_("Erased contact {id} from the database and its history.").format(id=person.id))
    if mentions:
        places = _(", ").join(f"{table} {id}" for table, id in mentions)
        text = _("Still named in: {places}. Edit them where they must not be.")
        notify(text.format(places=places))
    if context.database.server is None and (kept := copies(context.database.path)):
        files = _(", ").join(each.name for each in kept)
        notify(_("Backups beside the database still hold the person: {files}.").format(files=files))
