"""The answers of a rating page, as `rating import` and `form import` take them in."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.rating._shared import answer_with_rating, tell_raised
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core import commit_state
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.exchange.importers.form_answers import RatingAnswers


def import_rating_answers(context: AppContext, answers: "RatingAnswers") -> None:
    """Record the ratings of a page, once, and say what came of them.

    Raises AnswersOfOtherDatabaseError, AnswersWithoutProofError, RatingOfNobodyError, UsageError.
    """
    from salesmap.actions.service.rating_answers import import_answers
    from salesmap.domain.service.rating import read_score
    from salesmap.exchange.errors import (
        NoScoreAnsweredError,
        RatingOfNobodyError,
        RatingOfOtherDatabaseError,
        RatingWithoutProofError,
    )
    from salesmap.exchange.pages.rating_page import ANSWERS, COMMENT, FORM
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.customer.merged import survivor
    from salesmap.reports.lead.form_token import is_form_token
    from salesmap.reports.query.references import find_customer

    with context.read_connection() as connection:
        if database_uid(connection) != answers.database_uid:
            raise RatingOfOtherDatabaseError
        if not is_form_token(connection, FORM, answers.subject, answers.token):
            raise RatingWithoutProofError
        sent_to, ticket, contract, contact = answers.ids
        customer_id = survivor(connection, "customer", sent_to or 0)
        if customer_id is None:
            raise RatingOfNobodyError(sent_to or 0)
        customer = find_customer(connection, str(customer_id))
        if contact is not None:
            contact = survivor(connection, "contact", contact) or contact
    scores = {
        scale: read_score(text, scale)
        for scale, name in ANSWERS.items()
        if (text := answers.fields.get(name, "").strip())
    }
    if not scores:
        raise NoScoreAnsweredError
    comment = answers.fields.get(COMMENT)
    ids = customer_id, ticket, contract, contact
    done = import_answers(context.database, ids, answers.token, scores, comment, context.lang)
    commit_state.mark_committed()
    if customer_id != sent_to and not done.before:
        text = _("The page was sent to customer {id}, who was merged into customer {survivor}.")
        notify(text.format(id=sent_to, survivor=customer_id))
    if done.before:
        text = _("{customer} answered this page before, see rating {id}: nothing was counted.")
        notify(text.format(customer=customer.name, id=done.before[0]))
        return
    nouns = {"ticket": _("ticket"), "contract": _("contract"), "contact": _("contact")}
    for noun in done.lost:
        text = _("The {noun} that the page was of is no more: the rating is of the customer.")
        notify(text.format(noun=nouns[noun]))
    for rated in done.ratings:
        message = _("Rating {id} of {customer}: {scale} {words}, {rated_on}.")
        answer_with_rating(context, rated.rating_id, None, None, message)
        tell_raised(rated.raised, customer.name)
