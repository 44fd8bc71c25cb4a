"""Tiers of many customers at once, as actions."""

import pytest
from support.machine.in_process import parts, record, rows

from salesmap.actions.customer.tiers import apply_tiers
from salesmap.actions.lead.add import add
from salesmap.domain.customer.tier_change import TierChange
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.errors import CustomerChangedMeanwhile
from salesmap.store.database import Database


def _change(db: Database, id: int, version: int) -> TierChange:
    return TierChange(id, record(db, "customer", id)["name"], None, "A", "big", version)


def test_many_at_once(db: Database) -> None:
    add(db, LeadDraft("A", customer="Acme"))
    add(db, LeadDraft("B", customer="Bolt"))
    changes = [_change(db, id, record(db, "customer", id)["version"]) for id in (1, 2)]
    assert apply_tiers(db, changes) == 2
    assert rows(db, "SELECT tier, tier_rule FROM customer ORDER BY id") == [("A", "big")] * 2


def test_one_of_them_was_changed_meanwhile(db: Database) -> None:
    add(db, LeadDraft("A", customer="Acme"))
    add(db, LeadDraft("B", customer="Bolt"))
    seen = record(db, "customer", 1)["version"]
    changes = [_change(db, 1, seen), _change(db, 2, record(db, "customer", 2)["version"] + 1)]
    with pytest.raises(CustomerChangedMeanwhile, match=r"Customer 2 \(Bolt\)") as refused:
        apply_tiers(db, changes)
    assert refused.value.data == {"id": 2, "name": "Bolt"}
    assert parts(record(db, "customer", 1), "tier version") == (None, seen)
