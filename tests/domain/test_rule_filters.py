"""What the filters of a rule ask of the record of its event: kinds, operators, boundaries."""

from fractions import Fraction

import pytest

from salesmap.core.errors import UsageError
from salesmap.domain.map.automation.asked import asked, event_facts, event_problem, passes
from salesmap.domain.map.automation.rules import WhenRule

QUOTE = {"total": (1_000_000, "CNY"), "discount_rate": Fraction(1, 10), "round": 2}


@pytest.mark.parametrize(
    ("filters", "is_true"),
    [
        (("total>10k",), False),
        (("total>=10k",), True),
        (("total>9999.99",), True),
        (("total<=10k CNY",), True),
        (("total=10k USD",), False),
        (("total!=10k USD",), True),
        (("total!=10k",), False),
        (("total>1 USD",), False),
        (("discount_rate>10%",), False),
        (("discount_rate>=0.1",), True),
        (("discount_rate=10%",), True),
        (("round>1", "round<3"), True),
        (("round>1", "round<2"), False),
        (("round=1", "round=2"), True),
        (("round=1", "round=3"), False),
        (("round=2", "total>10k"), False),
        ((), True),
    ],
)
def test_a_quote(filters: tuple[str, ...], is_true: bool) -> None:
    assert passes("quote_sent", filters, QUOTE) == is_true


@pytest.mark.parametrize(
    ("text", "is_true"),
    [
        ("priority=urgent", True),
        ("priority=Urgent", True),
        ("priority=紧急", True),
        ("priority!=urgent", False),
        ("priority=low", False),
        ("text~LEAK", True),
        ("text~leaks badly", False),
        ("text=the pump leaks", True),
        ("kind=", True),
        ("kind!=", False),
        ("kind=repair", False),
        ("kind!=repair", True),
        ("kind~repair", False),
    ],
)
def test_a_ticket(text: str, is_true: bool) -> None:
    facts = {"priority": "urgent", "kind": None, "text": "The pump leaks"}
    assert passes("ticket_opened", [text], facts) == is_true


@pytest.mark.parametrize(
    ("on", "field", "operator", "value", "is_wrong"),
    [
        ("payment", "amount", ">", "10k", False),
        ("payment", "amount", ">", "10k EUR", False),
        ("payment", "amount", ">", "much", True),
        ("payment", "amount", "=", "", False),
        ("quote_sent", "discount_rate", ">", "11", True),
        ("quote_sent", "round", "=", "2.5", True),
        ("ticket_opened", "priority", "=", "soon", True),
        ("ticket_opened", "priority", ">", "low", True),
        ("ticket_opened", "text", "<", "a", True),
        ("ticket_opened", "text", "~", "a", False),
    ],
)
def test_what_cannot_be_compared(
    on: str, field: str, operator: str, value: str, is_wrong: bool
) -> None:
    assert (event_problem(on, field, operator, value) is not None) == is_wrong


def test_whose_field_a_name_is() -> None:
    when = ("amount>1", "purchases>1", "value>1", "source=web", "colour=red", "tickets_open>0")
    rule = WhenRule("a", None, "payment", None, when, ())
    found = asked(rule, ["colour"])
    assert found.event == ("amount>1",)
    assert found.customer == ("purchases>1", "tickets_open>0")
    assert found.lead == ("value>1", "source=web", "colour=red")
    assert asked(rule, ["amount", "purchases"]).lead[:2] == when[:2], "the map's own come first"
    assert asked(rule._replace(on="won"), []).event == (), "a win has no amount"


def test_facts_as_they_are_typed() -> None:
    facts = event_facts("quote_sent", {"total": "5k", "discount_rate": "5%", "round": "3"}, "EUR")
    assert facts == {"total": (500_000, "EUR"), "discount_rate": Fraction(1, 20), "round": 3}
    assert event_facts("payment", {"amount": "1 USD"}, "EUR") == {"amount": (100, "USD")}
    assert event_facts("ticket_opened", {"priority": "高"}, "EUR") == {"priority": "high"}
    with pytest.raises(UsageError):
        event_facts("payment", {"amount": "some"}, "EUR")
