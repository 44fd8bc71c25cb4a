"""Care of customers: when the next one is due."""

from collections.abc import Sequence
from datetime import date, timedelta

from salesmap.domain.map.customer_rules import TierRule


def rule_of(tiers: Sequence[TierRule], tier: str | None, *, has_bought: bool) -> TierRule | None:
    """Return the rule of a customer's tier; a buyer without a tier counts as in the last one."""
    if tier is None:
        return tiers[-1] if tiers and has_bought else None
    return next((rule for rule in tiers if rule.key == tier), None)


def care_on(rule: TierRule, last: date) -> date | None:
    """Return when a customer is to be cared for whom somebody was in touch with on a day."""
    return last + timedelta(days=rule.care_days) if rule.care_days else None
