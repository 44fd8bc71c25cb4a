"""A page on which a customer rates us after a delivery or a ticket, to be sent back like a form."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.domain.service.rating import CSAT, NPS, SCORE_WORDS
from salesmap.domain.service.vocabulary import SCALES
from salesmap.exchange.pages.form_page import FORMAT, Sheet, sheet_page

RATED = ("customer", "ticket", "contract", "contact")
"""The ids that a page carries: the customer's, and what was rated and by whom or null."""

ANSWERS = {CSAT: "satisfaction", NPS: "recommendation"}
"""The answer of each scale; beside them there is a `comment`."""

COMMENT = "comment"
FORM = "rating"
"""What the token of a page is for."""


class Request(NamedTuple):
    """A page to be sent: whom it is for, what is rated, and what proves that we sent it.

    `ids` as in `RATED`; `what` names the contract or ticket, or is empty; `issued` is an instant.
    """

    ids: Sequence[int | None]
    what: str
    customer: str
    issued: str
    database_uid: str
    token: str
    company: str
    email: str


def subject(ids: Iterable[int | None], issued: str) -> str:
    """Return the text that the token of a page proves."""
    return ":".join([*("" if id is None else str(id) for id in ids), issued])


def rating_page(request: Request, lang: str) -> str:
    """Return the page as HTML in one language; it loads and sends nothing, texts are escaped."""
    about = [request.what] if request.what else []
    about.append(_("Two questions, one minute. Please answer what is marked with *."))
    head = {
        "salesmap_form": FORMAT,
        "form": FORM,
        "book": request.database_uid,
        **dict(zip(RATED, request.ids, strict=True)),
        "issued": request.issued,
        "token": request.token,
    }
    questions = [
        _scale(
            CSAT,
            _("How satisfied are you?"),
            [
                (score, _("{score} ({words})").format(score=score, words=_(SCORE_WORDS[score])))
                for score in sorted(SCORE_WORDS, reverse=True)
            ],
            is_required=True,
        ),
        _scale(
            NPS,
            _("How likely are you to recommend us, from 0 (not at all) to 10 (certainly)?"),
            [(score, str(score)) for score in range(SCALES[NPS][0], SCALES[NPS][1] + 1)],
        ),
        f'<div class="question" data-field="{COMMENT}"><label for="f-{COMMENT}">'
        f"{escape(_('What should we know?'))}</label>"
        f'<textarea id="f-{COMMENT}"></textarea></div>',
    ]
    sheet = Sheet(
        _(TITLE),
        about,
        "\n".join(questions),
        head,
        f"{FORM}-{request.ids[0]}.json",
        request.company,
        request.email,
    )
    return sheet_page(sheet, lang)


TITLE = N_("How did we do?")


def _scale(
    scale: str, question: str, choices: Iterable[tuple[int, str]], *, is_required: bool = False
) -> str:
    """Return a question with a button for each score."""
    name, must = ANSWERS[scale], " required" if is_required else ""
    mark = ' <span class="must" aria-hidden="true">*</span>' if is_required else ""
    buttons = "".join(
        f'<label><input type="radio" name="{name}" value="{score}"{must}> {escape(text)}</label>'
        for score, text in choices
    )
    return (
        f'<fieldset class="question" data-field="{name}"><legend>{escape(question)}{mark}</legend>'
        f'<div class="scale">{buttons}</div></fieldset>'
    )
