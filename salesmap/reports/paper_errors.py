"""Errors of queries about papers."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError
from salesmap.core.i18n import _


class PaperNotFoundError(NotFoundError):
    """No paper is called so, or the lead has none. The code is `quote_not_found` and the like.

    `data`: the nearest numbers and leads as `candidates`.
    """

    def __init__(
        self, noun: str, reference: str, lead: str | None = None, candidates: Sequence[str] = ()
    ) -> None:
        self.code = f"{noun}_not_found"
        texts = {
            "quote": _("Quote {reference!r} not found."),
            "contract": _("Contract {reference!r} not found."),
        }
        of_lead = {"quote": _("{lead} has no quote."), "contract": _("{lead} has no contract.")}
        text = texts[noun] if lead is None else of_lead[noun]
        super().__init__(
            text.format(reference=reference, lead=lead),
            reference=reference,
            lead=lead,
            candidates=list(candidates),
        )


class ProductNotFoundError(NotFoundError):
    """No product has this code, id or name. `data`: the nearest codes and names."""

    code = "product_not_found"

    def __init__(self, reference: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(
            _("Product {reference!r} not found.").format(reference=reference),
            reference=reference,
            candidates=list(candidates),
        )
