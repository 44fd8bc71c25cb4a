"""The state of a contract from its facts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.contract.state import (
    CONTRACT_STATES,
    ContractFacts,
    PartFacts,
    contract_state,
)

PAID, OPEN = PartFacts(100, 100), PartFacts(100, 0)
ACCEPTED, DONE, TO_COME = (True, True), (True, False), (False, False)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "draft"),
        ({"requested": True}, "in_approval"),
        ({"approved": True}, "approved"),
        ({"requested": True, "approved": True}, "in_approval"),
        ({"signed": True}, "signed"),
        ({"signed": True, "requested": True}, "signed"),
        ({"signed": True, "parts": [OPEN], "milestones": [TO_COME]}, "signed"),
        ({"signed": True, "milestones": [DONE, TO_COME]}, "in_progress"),
        ({"signed": True, "parts": [PAID, OPEN], "paid": True}, "in_progress"),
        ({"signed": True, "parts": [OPEN], "paid": True}, "in_progress"),
        ({"signed": True, "parts": [PAID], "paid": True, "milestones": [DONE]}, "in_progress"),
        ({"signed": True, "parts": [PAID, OPEN], "milestones": [ACCEPTED]}, "in_progress"),
        ({"signed": True, "parts": [PAID], "paid": True, "milestones": [ACCEPTED]}, "fulfilled"),
        ({"signed": True, "parts": [PAID], "paid": True}, "fulfilled"),
        ({"signed": True, "amount": 100, "received": 99, "paid": True}, "in_progress"),
        ({"signed": True, "amount": 100, "received": 100, "paid": True}, "fulfilled"),
        ({"signed": True, "amount": 0}, "signed"),
        ({"signed": True, "parts": [PAID], "closed": True}, "closed"),
        ({"signed": True, "terminated": True, "closed": True}, "terminated"),
        ({"voided": True, "approved": True}, "void"),
    ],
)
def test_states(facts: dict[str, Any], state: str) -> None:
    assert contract_state(ContractFacts(**facts)) == state


@given(
    st.builds(
        ContractFacts,
        parts=st.lists(st.sampled_from([PAID, OPEN, PartFacts(100, 50)])),
        milestones=st.lists(st.sampled_from([ACCEPTED, DONE, TO_COME])),
    )
)
def test_every_state_is_known(facts: ContractFacts) -> None:
    state = contract_state(facts)
    assert state in CONTRACT_STATES
    if state == "fulfilled":
        assert all(part.open == 0 for part in facts.parts)
        assert all(accepted for _done, accepted in facts.milestones)
