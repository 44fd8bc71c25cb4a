"""Who brought the leads of a file: found by name, each once."""

from collections import Counter

from salesmap.actions.lead.referrers import NOBODY, Referrer, find_referrer, is_own
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.store.unit_of_work import UnitOfWork

UNKNOWN, OWN, UNTHANKED = "referrer_unknown", "own_referral", "unthanked"
"""The remarks: nobody, or more than one, is called so; the lead's own customer brought it; the
lead is won, and nobody is thanked."""


class ImportedReferrers:
    """Finds who brought the leads of a file; whom nobody knows is left out, and counted."""

    def __init__(self, change: UnitOfWork, remarks: Counter[str]) -> None:
        self.change = change
        self.remarks = remarks
        self._known: dict[str, Referrer | None] = {}

    def of(self, name: str, customer_id: int | None, contact_id: int | None) -> Referrer:
        """Return who brought a lead of a customer and contact; nobody where that cannot be said."""
        if name not in self._known:
            try:
                self._known[name] = find_referrer(self.change, name)
            except (NotFoundError, RuleViolation):
                self._known[name] = None
        referrer = self._known[name]
        if referrer is None:
            self.remarks[UNKNOWN] += 1
            return NOBODY
        if is_own(self.change, referrer, customer_id, contact_id):
            self.remarks[OWN] += 1
            return NOBODY
        return referrer
