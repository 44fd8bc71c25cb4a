"""What products, prices and needs refuse."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _


class ProductExists(RuleViolation):
    """A product has this code already. `data`: its `id`."""

    code = "product_exists"

    def __init__(self, product_id: int, product: str) -> None:
        text = _("There is a product {product!r} already.")
        super().__init__(text.format(product=product), id=product_id, product=product)


class InvalidCode(UsageError):
    """A code is empty, or ends in what reads as a quantity (`CT@2`)."""

    code = "invalid_product_code"

    def __init__(self, product: str) -> None:
        text = _("{product!r} cannot be a product's code: it is empty, or ends in @ and a number.")
        super().__init__(text.format(product=product), product=product)


class ProductInOtherCurrency(RuleViolation):
    """A cost or a floor in another currency than the product's price."""

    code = "product_in_other_currency"

    def __init__(self, product: str, currency: str | None, own: str) -> None:
        text = _("The amount is in {currency}, product {product} in {own}.")
        super().__init__(
            text.format(product=product, currency=currency, own=own),
            product=product,
            currency=currency,
            own=own,
        )


class PriceExpiresFirst(UsageError):
    """A price ends before it begins."""

    code = "price_ends_first"

    def __init__(self, since: str, until: str) -> None:
        text = _("A price cannot end on {until}, before it begins on {since}.")
        super().__init__(text.format(since=since, until=until), since=since, until=until)


class PriceNotFound(NotFoundError):
    """No price of a list, customer or tier has this id."""

    code = "price_not_found"

    def __init__(self, price_id: int) -> None:
        super().__init__(_("Price {id} not found.").format(id=price_id), id=price_id)


class NeedExists(RuleViolation):
    """The lead has this need already. `data`: its `id`."""

    code = "need_exists"

    def __init__(self, need_id: int, text: str) -> None:
        message = _("The lead has this need already, as {id}: {text}")
        super().__init__(message.format(id=need_id, text=text), id=need_id, text=text)


class NeedNotFound(NotFoundError):
    """The lead has no need of this id or these words. `data`: its needs as `candidates`."""

    code = "need_not_found"

    def __init__(self, reference: str, lead: str, candidates: Sequence[str]) -> None:
        text = _("{lead} has no need {reference!r}.")
        super().__init__(
            text.format(lead=lead, reference=reference),
            reference=reference,
            lead=lead,
            candidates=list(candidates),
        )


class AmbiguousNeed(RuleViolation):
    """Several needs of the lead hold these words. `data`: them as `candidates`."""

    code = "ambiguous_need"

    def __init__(self, reference: str, candidates: Sequence[tuple[int, str]]) -> None:
        listed = _("; ").join(f"{id} {text}" for id, text in candidates)
        text = _("{reference!r} matches several needs: {listed}.")
        super().__init__(
            text.format(reference=reference, listed=listed),
            reference=reference,
            candidates=[{"id": id, "text": need} for id, need in candidates],
        )
