"""Who brought a lead: names that mean nobody, and what is no referral."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import _


class ReferrerNotFound(NotFoundError):
    """No customer and no contact is called so. `data`: the nearest names as `candidates`."""

    code = "referrer_not_found"

    def __init__(self, reference: str, candidates: Sequence[str] = ()) -> None:
        text = _("No customer or contact {reference!r}.").format(reference=reference)
        super().__init__(text, reference=reference, candidates=list(candidates))


class AmbiguousReferrer(RuleViolation):
    """Several customers or contacts are called so. `data`: them as `candidates`."""

    code = "ambiguous_referrer"

    def __init__(self, reference: str, candidates: Sequence[tuple[str, str]]) -> None:
        listed = ", ".join(f"{key} {name!r}" for key, name in candidates)
        text = _("{reference!r} matches several customers or contacts: {listed}.")
        super().__init__(
            text.format(reference=reference, listed=listed),
            reference=reference,
            candidates=[{"id": key, "name": name} for key, name in candidates],
        )


class OwnReferral(RuleViolation):
    """The customer of a lead shall have brought it."""

    code = "own_referral"

    def __init__(self, lead: str, customer: str | None) -> None:
        text = _("Nobody refers themselves: {lead} is a lead of {customer}, a repurchase.")
        super().__init__(
            text.format(lead=lead, customer=customer or _("the same contact")),
            lead=lead,
            customer=customer,
        )
