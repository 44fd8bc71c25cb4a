"""What is plain to see of a whole column must be what holds for each of its cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.customer.addresses import is_one_email
from salesmap.domain.customer.numbers import are_single, several
from salesmap.exchange.importers.lead_cells import doubts
from salesmap.exchange.mapping.summary_rows import is_total, totals
from salesmap.exchange.tabular.sheet import Record

EMAILS = st.lists(st.text(alphabet="ab@.;| /，", max_size=5), max_size=4)


@given(EMAILS)
def test_emails_without_doubt_have_none_one_by_one(emails: list[str]) -> None:
    together = doubts([None] * len(emails), emails, [None] * len(emails))
    assert together == [doubts([None], [email], [None])[0] for email in emails]
    for email, found in zip(emails, together, strict=True):
        assert found or not email or is_one_email(email) or len(several("email", email)) == 1


@given(EMAILS)
def test_single_emails_are_single_one_by_one(emails: list[str]) -> None:
    if are_single("email", emails):
        assert all(several("email", email) == [email] for email in emails)


@pytest.mark.parametrize("first", ["12", "", "1 2", "139-0000-1111", "12345"])
def test_a_phone_among_others_has_the_doubts_that_it_has_alone(first: str) -> None:
    assert doubts([first, "13900001111"], [None] * 2, [None] * 2) == [
        doubts([first], [None], [None])[0],
        (),
    ]


@pytest.mark.parametrize("first", ["Total", " total", "", "T-1", "Sum of 3", "Ann", "合计"])
def test_totals_of_a_batch_are_those_of_its_rows(first: str) -> None:
    row = Record(2, (first, "12"))
    assert totals([Record(1, ("Ann", "x")), row]) == ([1] if is_total(row) else [])
