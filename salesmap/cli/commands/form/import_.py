"""`salesmap form import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import UnreadableFileError
from salesmap.cli.option_errors import ConflictingOptionsError
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
            metavar=_("FILE"),
            help=_(
                "File saved by the form page, or a mail with it or its text; - for standard input."
            ),
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
    from salesmap.exchange.importers.form_answers import RatingAnswers, read_answers
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.lead.form_token import is_form_token
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    try:
        answers = read_answers(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except OSError as error:
        raise UnreadableFileError(path=str(file), reason=reason(error)) from None
    if isinstance(answers, RatingAnswers):
        from salesmap.cli.commands.rating._answers import import_rating_answers

        if lead is not None:
            raise ConflictingOptionsError(option="--lead", others=[str(file)])
        import_rating_answers(context, answers)
        return
    with context.read_connection() as connection:
        id = lead_id(connection, lead) if lead is not None else answers.lead_id
        if lead is None and database_uid(connection) != answers.database_uid:
            raise AnswersOfOtherDatabaseError(lead=answers.lead_id)
        if lead is None and not is_form_token(connection, answers.form, id, answers.token):
            raise AnswersWithoutProofError(lead=id)
    if answers.was_wrapped:
        notify(
            _(
                "The mail had broken lines within answers: they are joined, see 'form diff {id}'."
            ).format(id=id)
        )
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
    _say_unanswered(context, id, answers.form)
    if needs:
        notify(
            ngettext(
                "Added {count} need: {needs}. See 'salesmap solution show {id}'.",
                "Added {count} needs: {needs}. See 'salesmap solution show {id}'.",
                len(needs),
            ).format(count=len(needs), needs=_("; ").join(needs), id=id)
        )


def _say_unanswered(context: AppContext, lead: int, form: str) -> None:
    """Name the mandatory fields of a form that a lead still lacks."""
    from salesmap.reports.lead.answers import custom_values, form_named
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        read = current_map(connection)
        known = custom_values(connection, lead)
        missing = [key for key in form_named(read, form).required if not known.get(key)]
    labels = (field.label.text(context.lang) for key in missing if (field := read.field(key)))
    if missing:
        notify(_("Required, but not answered: {fields}.").format(fields=_(", ").join(labels)))
