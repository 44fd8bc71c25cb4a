"""`salesmap form import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.errors import UnreadableFileError
from salesmap.cli.output import echo, notify
from salesmap.core import commit_state
from salesmap.core.i18n import _, ngettext, reason

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Import the answers that a customer sent"), _("salesmap form import answers.json")),
    (_("Import them for another lead"), _("salesmap form import answers.json --lead lakeside")),
)


@app.command()
def import_form(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar=_("FILE"), help=_("File saved by the form page; - for standard input.")
        ),
    ],
    lead: Annotated[
        str | None,
        typer.Option(
            metavar=_("LEAD"), help=_("Lead for the answers, in place of the one in the file.")
        ),
    ] = None,
) -> None:
    """Import the answers of a form."""
    from salesmap.exchange.errors import AnswersOfOtherDatabaseError, AnswersWithoutProofError
    from salesmap.exchange.importers.form_answers import read_answers
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.lead.form_token import is_form_token
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    try:
        answers = read_answers(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except OSError as error:
        raise UnreadableFileError(path=str(file), reason=reason(error)) from None
    with context.read_connection() as connection:
        id = lead_id(connection, lead) if lead is not None else answers.lead_id
        if lead is None and database_uid(connection) != answers.database_uid:
            raise AnswersOfOtherDatabaseError(lead=answers.lead_id)
        if lead is None and not is_form_token(connection, answers.form, id, answers.token):
            raise AnswersWithoutProofError(lead=id)
    from salesmap.actions.lead.answers import import_answers

    needs: list[str] = []
    version = import_answers(context.database, id, answers.form, answers.fields, needs.extend)
    commit_state.mark_committed()
    if version is None:
        notify(_("Lead {id} already has these answers: nothing was changed.").format(id=id))
        return
    echo(
        _(
            "Imported the answers for lead {id} as version {version}: see 'salesmap form "
            "diff {id}'."
        ).format(id=id, version=version)
    )
    if needs:
        notify(
            ngettext(
                "Added {count} need: {needs}. See 'salesmap solution show {id}'.",
                "Added {count} needs: {needs}. See 'salesmap solution show {id}'.",
                len(needs),
            ).format(count=len(needs), needs=_("; ").join(needs), id=id)
        )
