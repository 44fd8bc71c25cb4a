"""Scores, their words, and the figures made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.service.rating import (
    CSAT,
    NPS,
    ScoreOutOfRange,
    UnknownScale,
    csat,
    is_low,
    nps,
    read_score,
    scale_named,
)


@pytest.mark.parametrize(
    ("promoters", "detractors", "answers", "figure"),
    [
        (18, 2, 31, 51.6),  # 18 promoters, 11 passives, 2 detractors
        (0, 0, 0, None),
        (3, 0, 3, 100.0),
        (0, 3, 3, -100.0),
        (1, 2, 3, -33.3),
        (1, 0, 800, 0.1),
        (1, 0, 2000, 0.1),  # 0.05, half up
        (0, 1, 2000, -0.1),
        (2, 2, 5, 0.0),
    ],
)
def test_nps(promoters: int, detractors: int, answers: int, figure: float | None) -> None:
    assert nps(promoters, detractors, answers) == figure


def test_csat() -> None:
    assert csat(3, 4) == 0.75
    assert csat(0, 0) is None


@pytest.mark.parametrize(
    ("text", "scale", "score"),
    [
        ("1", CSAT, 1), ("5", CSAT, 5), (" 4.0 ", CSAT, 4), ("Very Satisfied", CSAT, 5), ("很满意", CSAT, 5),
        ("满意", CSAT, 4), ("一般", CSAT, 3), ("不满意", CSAT, 2), ("很不满意", CSAT, 1), ("0", NPS, 0), ("10", NPS, 10),
        ("neither", CSAT, 3), ("OK", CSAT, 3), ("一般般", CSAT, 3), ("非常满意", CSAT, 5), ("非常不满意", CSAT, 1), ("unsatisfied", CSAT, 2),
        ("dissatisfied", CSAT, 2), ("very dissatisfied", CSAT, 1), ("neutral", CSAT, 3), ("4/5", CSAT, 4), ("9 /10", NPS, 9),
    ],
)  # fmt: skip
def test_a_score_is_read(text: str, scale: str, score: int) -> None:
    assert read_score(text, scale) == score


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("0", CSAT), ("6", CSAT), ("-1", CSAT), ("4.5", CSAT), ("", CSAT), ("great", CSAT), ("99999999999999999999", CSAT),
        ("11", NPS), ("-1", NPS), ("很满意", NPS), ("٣", NPS),
    ],
)  # fmt: skip
def test_what_is_not_on_the_scale_is_refused_with_the_bounds(text: str, scale: str) -> None:
    with pytest.raises(ScoreOutOfRange) as refused:
        read_score(text, scale)
    bounds = {CSAT: (1, 5), NPS: (0, 10)}[scale]
    assert (refused.value.data["least"], refused.value.data["most"]) == bounds
    assert refused.value.exit_code == 2


def test_scales_have_names_in_both_languages() -> None:
    assert [scale_named(word) for word in ("CSAT5", "满意度", "nps", "推荐意愿")] == [CSAT, CSAT, NPS, NPS]  # fmt: skip
    with pytest.raises(UnknownScale):
        scale_named("stars")


def test_low_scores() -> None:
    assert [score for score in range(1, 6) if is_low(score, CSAT)] == [1, 2]
    assert [score for score in range(11) if is_low(score, NPS)] == [*range(7)]


@given(st.lists(st.integers(0, 10), max_size=200))
def test_nps_is_the_difference_of_shares(scores: list[int]) -> None:
    promoters = sum(score >= 9 for score in scores)
    detractors = sum(score <= 6 for score in scores)
    figure = nps(promoters, detractors, len(scores))
    if not scores:
        assert figure is None
        return
    assert figure is not None and -100 <= figure <= 100
    assert abs(figure - 100 * (promoters - detractors) / len(scores)) <= 0.05 + 1e-9
    assert nps(detractors, promoters, len(scores)) == -figure
