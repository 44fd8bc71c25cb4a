"""`salesmap rating import`."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import UnreadableFileError
from salesmap.cli.importing.options import DateOrder, SheetImport, with_sheet_options
from salesmap.cli.importing.plan import input_file, plan_import
from salesmap.cli.importing.remarks import OF_ALL_RECORDS
from salesmap.cli.importing.run import answer, first_rows, take_in
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.output import notify
from salesmap.core.i18n import _, ngettext, reason
from salesmap.core.table import columns
from salesmap.domain.service.vocabulary import SCALES

if TYPE_CHECKING:
    from salesmap.domain.drafts import RatingDraft

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("See what a file would do"), "salesmap rating import survey.csv --dry-run"),
    (
        _("A file of recommendations, from 0 to 10"),
        "salesmap rating import survey.csv --defaults scale=nps",
    ),
)
_LANDED = columns("customer contact csat5:int nps:int rated_on:day ticket contract owner comment")


@app.command()
@with_sheet_options(date_order=DateOrder)
def import_ratings(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import ratings from a sheet, or the answer of a rating page."""
    context = get_context(ctx)
    given = given._replace(file=input_file(given.file))
    if _is_answer(context, given):
        return
    from salesmap.actions.imports.ratings import import_ratings as take
    from salesmap.exchange.importers.rating_import import read_ratings
    from salesmap.exchange.mapping.import_context import RATINGS

    plan = plan_import(context, given, RATINGS)
    run = take_in(context, plan, read_ratings, partial(take, lang=context.lang), given)
    _notify_remarks(run.tally.remarks)
    answer(context, run, given, partial(first_rows, plan, read_ratings, _LANDED, _landed))


def _is_answer(context: AppContext, given: SheetImport) -> bool:
    """Take in the answer of a rating page, if the file is one. Raises UsageError."""
    from salesmap.exchange.importers.form_answers import RatingAnswers, has_answers, read_answers

    try:
        content = given.file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path=str(given.file), reason=reason(error)) from None
    if not has_answers(content):
        return False
    answers = read_answers(content)
    if not isinstance(answers, RatingAnswers):
        from salesmap.exchange.errors import NoRatingAnswersError

        raise NoRatingAnswersError
    if given.dry_run:
        raise ConflictingOptionsError(option="--dry-run", others=[given.file.name])
    from salesmap.cli.commands.rating._answers import import_rating_answers

    import_rating_answers(context, answers)
    return True


def _notify_remarks(remarks: Mapping[str, int]) -> None:
    """Say which follow-ups came of it, and what was left out."""
    for code, count in remarks.items():
        if count and code not in OF_ALL_RECORDS:
            notify(_remark(code, count).format(count=count))


def _remark(code: str, count: int) -> str:
    match code:
        case "raised":
            return ngettext(
                "{count} follow-up scheduled: see 'salesmap followup list'.",
                "{count} follow-ups scheduled: see 'salesmap followup list'.",
                count,
            )
        case "no_lead":
            return ngettext(
                "{count} rating would raise a follow-up, but its customer has no lead for it.",
                "{count} ratings would raise follow-ups, but their customers have no leads for "
                "them.",
                count,
            )
        case "old":
            return ngettext(
                "{count} rating is too old for a follow-up.",
                "{count} ratings are too old for follow-ups.",
                count,
            )
        case "edited":
            return ngettext(
                "{count} rating was edited since it was listed: it stays as it is.",
                "{count} ratings were edited since they were listed: they stay as they are.",
                count,
            )
    return ngettext(
        "{count} rating is by nobody known at the customer: it has no contact.",
        "{count} ratings are by nobody known at the customers: they have no contact.",
        count,
    )


def _landed(draft: "RatingDraft") -> tuple[str | int | None, ...]:
    """Return the ratings of a row as they would land."""
    scores = dict(draft.scores)
    return (
        draft.customer,
        draft.contact or draft.email,
        *(scores.get(scale) for scale in SCALES),
        draft.at.date().isoformat(),
        draft.ticket,
        draft.contract,
        draft.owner,
        draft.comment,
    )
