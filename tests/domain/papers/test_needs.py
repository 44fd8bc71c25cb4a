"""Needs out of the answer of a survey, and how well a solution fits them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.product.needs import NEED_STATES, Answered, fit, needs_in


@pytest.mark.parametrize(
    ("answer", "needs"),
    [
        ("an alarm at night", ["an alarm at night"]),
        ("An alarm at night.\nDelivery in a week", ["An alarm at night", "Delivery in a week"]),
        ("Alarm at night. Delivery in a week.", ["Alarm at night", "Delivery in a week"]),
        ("at most approx. 5 kg", ["at most approx. 5 kg"]),
        ("version 2.5 of the interface", ["version 2.5 of the interface"]),
        ("- alarm\n- delivery\n* alarm", ["alarm", "delivery"]),
        ("1. alarm\n2) delivery\n（3）service", ["alarm", "delivery", "service"]),
        ("夜间报警；一周内交付。安装培训！", ["夜间报警", "一周内交付", "安装培训"]),
        ("夜间报警，并通知值班人员", ["夜间报警，并通知值班人员"]),
        ("Alarm;ALARM", ["Alarm"]),
        (" \n。", []),
    ],
)
def test_a_line_or_a_sentence_is_a_need(answer: str, needs: list[str]) -> None:
    assert needs_in(answer) == needs


def test_a_workaround_counts_half() -> None:
    answered = [
        Answered(2, "covered"),
        Answered(1, "workaround"),
        Answered(1, "uncovered"),
        Answered(1, "unanswered"),
    ]
    assert fit(answered) == Fraction(5, 10)
    assert fit([]) is None


@given(st.lists(st.builds(Answered, st.integers(1, 9), st.sampled_from(NEED_STATES)), min_size=1))
def test_the_fit_is_a_share_that_covering_raises(answered: list[Answered]) -> None:
    before = fit(answered)
    after = fit([answered[0]._replace(state="covered"), *answered[1:]])
    assert before is not None and after is not None
    assert 0 <= before <= after <= 1
    assert fit([each._replace(state="covered") for each in answered]) == 1
