"""States of quotes from their facts, how often they succeed, and when bargaining is a price war."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.quote.negotiation import concessions, is_near_floor, price_war
from salesmap.domain.quote.negotiation import given as given_away
from salesmap.domain.quote.state import (
    ApprovalFacts,
    quote_state,
    version_state,
)
from salesmap.domain.quote.success import (
    SUCCESS_DEFINITIONS,
    Round,
    SentQuote,
    rounds,
    success_rate,
)
from salesmap.domain.quote.totals import OrderTerms, PricedLine, totals
from salesmap.domain.quote.vocabulary import STATES, SUPERSEDED
from salesmap.domain.records import QuoteVersion

AT = "2026-11-20T04:00:00Z"
TODAY = "2026-11-26"


def version(n: int = 1, **facts: Any) -> QuoteVersion:
    return QuoteVersion(quote_id=1, n=n, recorded_at=AT, **facts)


def sent(n: int = 1, **facts: Any) -> QuoteVersion:
    return version(n, **{"sent_at": AT, **facts})


@pytest.mark.parametrize(
    ("valid_until", "today", "state"),
    [
        ("2026-11-26", "2026-11-26", "sent"),
        ("2026-11-26", "2026-11-27", "expired"),
        (None, "2099-01-01", "sent"),
    ],
)
def test_a_quote_is_valid_through_its_last_day(
    valid_until: str | None, today: str, state: str
) -> None:
    one = sent(valid_until=valid_until)
    assert version_state(one, [one], today) == state
    assert quote_state([one], today) == state


@pytest.mark.parametrize(
    ("fact", "state"),
    [("accepted_at", "accepted"), ("declined_at", "declined"), ("withdrawn_at", "withdrawn")],
)
def test_an_expiry_never_overwrites_a_decision(fact: str, state: str) -> None:
    one = sent(valid_until="2026-01-01", **{fact: AT})
    assert version_state(one, [one], TODAY) == state
    assert quote_state([one], TODAY) == state


@pytest.mark.parametrize(
    ("approval", "state"),
    [
        (ApprovalFacts(), "draft"),
        (ApprovalFacts(requested=True), "awaiting_approval"),
        (ApprovalFacts(given=True), "approved"),
        (ApprovalFacts(requested=True, given=True), "awaiting_approval"),
    ],
)
def test_a_draft_knows_its_approval(approval: ApprovalFacts, state: str) -> None:
    assert quote_state([version()], TODAY, approval) == state
    assert quote_state([sent(), version(2)], TODAY, approval) == "sent"
    assert version_state(version(2), [sent(), version(2)], TODAY, approval) == state


def test_an_earlier_version_may_be_accepted_and_the_others_are_superseded() -> None:
    versions = [sent(1, accepted_at=AT), sent(2), sent(3, valid_until="2026-01-01")]
    assert [version_state(each, versions, TODAY) for each in versions] == [
        "accepted",
        "superseded",
        "superseded",
    ]
    assert quote_state(versions, TODAY) == "accepted"


def test_a_later_version_supersedes_what_was_not_decided() -> None:
    versions = [sent(1, declined_at=AT), sent(2, valid_until="2026-01-01"), sent(3), version(4)]
    states = [version_state(each, versions, TODAY) for each in versions]
    assert states == ["declined", "superseded", "sent", "draft"]


FACTS = st.fixed_dictionaries(
    {
        "sent_at": st.sampled_from([None, AT]),
        "valid_until": st.sampled_from([None, "2026-11-25", "2026-11-26", "2026-11-27"]),
        **{
            fact: st.sampled_from([None, None, AT])
            for fact in ("accepted_at", "declined_at", "withdrawn_at")
        },
    }
)


@given(st.lists(FACTS, min_size=1, max_size=4))
def test_every_state_is_known_and_follows_one_version(facts: list[dict[str, Any]]) -> None:
    versions = [version(n, **each) for n, each in enumerate(facts, 1)]
    state = quote_state(versions, TODAY)
    states = [version_state(each, versions, TODAY) for each in versions]
    assert {state, *states} <= {*STATES, SUPERSEDED} - {"awaiting_approval", "approved"}
    assert state != "superseded"
    assert state in states or state == "accepted"


FIVE = [
    SentQuote("accepted", 1),
    SentQuote("accepted", 2),
    SentQuote("declined", 3),
    SentQuote("expired", 1),
    SentQuote("sent", 1),
]


def test_success_by_its_three_definitions() -> None:
    states = [each.state for each in FIVE]
    rates = [success_rate(states, definition) for definition in SUCCESS_DEFINITIONS]
    assert rates == [Fraction(1, 2), Fraction(2, 3), Fraction(2, 5)]
    states.append("withdrawn")
    rates = [success_rate(states, definition) for definition in SUCCESS_DEFINITIONS]
    assert rates == [Fraction(1, 2), Fraction(2, 3), Fraction(1, 3)]
    assert success_rate(["sent"], "decided") is None


def test_success_by_round() -> None:
    assert rounds(FIVE) == [
        Round(1, reached=5, accepted=1, revised=2, declined=0, expired=1, open=1),
        Round(2, reached=2, accepted=1, revised=1, declined=0, expired=0, open=0),
        Round(3, reached=1, accepted=0, revised=0, declined=1, expired=0, open=0),
    ]


@given(
    st.lists(
        st.builds(
            SentQuote,
            state=st.sampled_from(["accepted", "declined", "expired", "sent", "withdrawn"]),
            rounds=st.integers(1, 5),
        )
    )
)
def test_a_round_adds_up_and_follows_the_one_before(quotes: list[SentQuote]) -> None:
    rows = rounds(quotes)
    for row in rows:
        assert row.accepted + row.revised + row.declined + row.expired + row.open == row.reached
    revised = {row.round: row.revised for row in rows}
    withdrawn = [each.rounds for each in quotes if each.state == "withdrawn"]
    for row in rows:
        if row.round > 1:
            assert row.reached + withdrawn.count(row.round) == revised[row.round - 1]
    assert sum(row.accepted for row in rows) == sum(each.state == "accepted" for each in quotes)


def test_given_is_measured_against_the_first_total() -> None:
    assert given_away(100_000, 85_000) == Fraction(15, 100)
    assert given_away(100_000, 120_000) == Fraction(-1, 5)
    assert given_away(0, 0) is None


def bargain(*amounts: int, days: int = 3, **rest: Any) -> list[QuoteVersion]:
    return [
        sent(
            n,
            total_cents=amount,
            why="price" if n > 1 else None,
            sent_at=f"2026-11-{1 + days * n:02}T04:00:00Z",
            **rest,
        )
        for n, amount in enumerate(amounts, 1)
    ]


def war(versions: list[QuoteVersion], **rest: Any) -> tuple[str, ...]:
    settings = {
        "now": "2026-11-26T04:00:00Z",
        "limit_ppm": 150_000,
        "near_floor": False,
        "competitor": False,
    }
    return price_war(versions, **{**settings, **rest})


def test_equal_concessions_are_a_price_war_at_the_second() -> None:
    totals_sent = (10_000_000, 9_500_000, 9_000_000, 8_500_000)
    assert war(bargain(*totals_sent[:2])) == ()
    assert war(bargain(*totals_sent[:3])) == ("price_only", "no_taper")
    assert war(bargain(*totals_sent)) == ("price_only", "no_taper", "given")


def test_tapered_concessions_are_none() -> None:
    for count in (2, 3, 4):
        assert war(bargain(*(10_000_000, 9_600_000, 9_400_000, 9_300_000)[:count])) == ()


def test_what_was_got_in_return_makes_the_difference() -> None:
    versions = bargain(10_000_000, 9_500_000, 9_100_000)
    assert war(versions, competitor=True) == ("price_only", "competitor")
    versions[2].got = "payment up front"
    assert war(versions, competitor=True) == ()


def test_much_given_and_near_the_floor_are_one_sign() -> None:
    versions = bargain(10_000_000, 8_500_000)
    assert war(versions, near_floor=True) == ()
    assert war(versions, near_floor=True, competitor=True) == ("given", "near_floor", "competitor")
    assert war(bargain(10_000_000, 8_500_001), competitor=True) == ()


def test_versions_within_a_day_are_haste() -> None:
    versions = bargain(10_000_000, 9_900_000)
    versions[1].sent_at = "2026-11-05T03:59:59Z"
    assert war(versions, competitor=True) == ("competitor", "haste")
    versions[1].sent_at = "2026-11-05T04:00:00Z"
    assert war(versions, competitor=True) == ()
    versions[1].sent_at = None
    assert war(versions, competitor=True, now="2026-11-04T10:00:00Z") == ("competitor", "haste")


def test_a_change_of_scope_is_no_concession() -> None:
    versions = bargain(10_000_000, 9_500_000, 7_000_000, 6_500_000)
    versions[2].why = "scope"
    assert concessions(versions) == [500_000, 500_000]
    assert war(versions, limit_ppm=900_000) == ()
    assert war(versions, limit_ppm=900_000, competitor=True) == ("no_taper", "competitor")
    assert concessions(versions[:3]) == [500_000]
    assert war(versions[:3], limit_ppm=900_000, competitor=True) == ()


def test_the_same_total_again_is_no_concession() -> None:
    versions = bargain(10_000_000, 9_500_000, 9_500_000, 9_400_000)
    assert concessions(versions[:3]) == [500_000] and concessions(versions) == [500_000, 100_000]
    assert "no_taper" not in war(versions[:3], competitor=True)


def test_a_line_within_two_percent_of_its_floor_is_near() -> None:
    piece = PricedLine(1, price_cents=10_201, floor_cents=10_000)
    terms = OrderTerms()
    assert not is_near_floor([piece], totals([piece], terms))
    near = piece._replace(price_cents=10_200)
    assert is_near_floor([near], totals([near], terms))
    option = near._replace(kind="option")
    assert not is_near_floor([option], totals([option], terms))
