"""Ratings: scores on a scale, in words, and the figures made of them."""

import unicodedata
from collections.abc import Mapping

from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _, chinese
from salesmap.domain.service.vocabulary import SCALES

CSAT, NPS = N_("csat5"), N_("nps")

LOW = {CSAT: 2, NPS: 6}
"""The highest score of each scale that is a low one."""

SATISFIED, PROMOTER = 4, 9
"""The lowest scores that count as satisfied, and as a promoter."""

SCORE_WORDS = {
    5: N_("very satisfied"),
    4: N_("satisfied"),
    3: N_("neutral"),
    2: N_("dissatisfied"),
    1: N_("very dissatisfied"),
}
"""What the scores from 1 to 5 say."""

SCALE_WORDS: Mapping[str, tuple[str, ...]] = {
    CSAT: ("csat5", "csat", "satisfaction", "满意度"),
    NPS: ("nps", "recommendation", "推荐意愿", "净推荐值"),
}
"""What the scales are called."""

_OTHER_WORDS = {
    "neither": 3,
    "一般般": 3,
    "非常满意": 5,
    "非常不满意": 1,
    "ok": 3,
    "unsatisfied": 2,
}


class ScoreOutOfRange(UsageError):
    """A score is none of its scale. `data`: the bounds as `least` and `most`."""

    code = "score_out_of_range"

    def __init__(self, score: str, scale: str) -> None:
        least, most = SCALES[scale]
        text = _("The score {score!r} is not on the scale {scale}: {least} to {most}.")
        super().__init__(
            text.format(score=score, scale=scale, least=least, most=most),
            score=score,
            scale=scale,
            least=least,
            most=most,
        )


class UnknownScale(UsageError):
    """No scale of ratings is called so."""

    code = "unknown_scale"

    def __init__(self, name: str) -> None:
        text = _("Unknown scale {name!r}: choose one of {known}.")
        super().__init__(
            text.format(name=name, known=_(", ").join(SCALES)), name=name, known=list(SCALES)
        )


class RatingNotFound(NotFoundError):
    """No rating has this id."""

    code = "rating_not_found"

    def __init__(self, rating_id: int) -> None:
        super().__init__(_("Rating {id} not found.").format(id=rating_id), id=rating_id)


class RatedOtherCustomer(RuleViolation):
    """What was rated, or who rated it, belongs to another customer."""

    code = "rated_other_customer"

    def __init__(self, noun: str, id: int, customer: str) -> None:
        texts = {
            "ticket": _("Ticket {id} belongs to another customer than {customer}."),
            "contract": _("Contract {id} belongs to another customer than {customer}."),
            "lead": _("Lead {id} belongs to another customer than {customer}."),
            "contact": _("Contact {id} belongs to another customer than {customer}."),
        }
        text = texts[noun].format(id=id, customer=customer)
        super().__init__(text, noun=noun, id=id, customer=customer)


class RatedInFuture(UsageError):
    """A rating is dated after now."""

    code = "rated_in_future"

    def __init__(self, at: str) -> None:
        super().__init__(_("{at} is in the future: ratings are past ones.").format(at=at), at=at)


def scale_named(word: str) -> str:
    """Return the scale that a word means. Raises UnknownScale."""
    folded = fold(word)
    for scale, words in SCALE_WORDS.items():
        if folded in map(fold, words):
            return scale
    raise UnknownScale(word)


def read_score(text: str, scale: str) -> int:
    """Return a score: a number, or on the scale of satisfaction a word in either language.

    Raises ScoreOutOfRange.
    """
    word = unicodedata.normalize("NFKC", text).strip()
    least, most = SCALES[scale]
    number = word.removesuffix(f"/{most}").rstrip().removesuffix(".0")
    if number.isascii() and number.isdigit() and len(number) < len(str(most)) + 1:
        score = int(number)
        if least <= score <= most:
            return score
    elif scale == CSAT and (score := _scores_of_words().get(fold(word), 0)):
        return score
    raise ScoreOutOfRange(word, scale)


def _scores_of_words() -> dict[str, int]:
    words = {fold(text): score for score, text in SCORE_WORDS.items()}
    words |= {fold(chinese(text)): score for score, text in SCORE_WORDS.items()}
    return words | {fold(text): score for text, score in _OTHER_WORDS.items()}


def score_text(score: int, scale: str) -> str:
    """Return a score as people read it: `5 (very satisfied)`, `9 of 10`."""
    if scale == CSAT:
        return _("{score} ({words})").format(score=score, words=_(SCORE_WORDS[score]))
    return _("{score} of {most}").format(score=score, most=SCALES[scale][1])


def is_low(score: int, scale: str) -> bool:
    """Return whether a score is a low one."""
    return score <= LOW[scale]


def csat(satisfied: int, answers: int) -> float | None:
    """Return the share of satisfied answers, 0 … 1; None without answers."""
    return satisfied / answers if answers else None


def nps(promoters: int, detractors: int, answers: int) -> float | None:
    """Return the net promoter score, −100 … 100 with one decimal; None without answers."""
    if not answers:
        return None
    difference = 1000 * (promoters - detractors)  # in tenths, exactly, half away from zero
    tenths = (2 * abs(difference) + answers) // (2 * answers)
    return (tenths if difference >= 0 else -tenths) / 10
