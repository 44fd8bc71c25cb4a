"""Percentages, discounts, quantities and currencies that cannot be read, or are out of bounds."""

from collections.abc import Sequence
from decimal import Decimal

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _


class UnreadablePercentage(UsageError):
    """A text is no percentage."""

    code = "unreadable_percentage"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the percentage {text!r}: write it like 13%.")
        super().__init__(message.format(text=text), text=text)


class AmbiguousPercentage(UsageError):
    """A number below 1 without a percent sign: a fraction, or a part of one percent."""

    code = "ambiguous_percentage"

    def __init__(self, text: str, readings: tuple[str, str]) -> None:
        one, other = readings
        message = _("{text!r} is ambiguous, {one} or {other}: write it with its percent sign.")
        super().__init__(
            message.format(text=text, one=one, other=other), text=text, candidates=[one, other]
        )


class PercentageOutOfBounds(UsageError):
    """A percentage is above the largest that makes sense."""

    code = "percentage_out_of_bounds"

    def __init__(self, text: str, most: str) -> None:
        message = _("{text!r} is out of bounds: a percentage here is from 0% to {most}.")
        super().__init__(message.format(text=text, most=most), text=text, most=most)


class PercentageTooPrecise(UsageError):
    """A percentage has more than four decimals."""

    code = "percentage_too_precise"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the percentage {text!r}: it has more than four decimals.")
        super().__init__(message.format(text=text), text=text)


class UnreadableDiscount(UsageError):
    """A text is no discount."""

    code = "unreadable_discount"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the discount {text!r}: write it like 10%, 500 or 9折.")
        super().__init__(message.format(text=text), text=text)


class UnreadableQuantity(UsageError):
    """A text is no quantity above zero."""

    code = "unreadable_quantity"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the quantity {text!r}: it must be a number above 0, such as 2.5.")
        super().__init__(message.format(text=text), text=text)


class QuantityTooPrecise(UsageError):
    """A quantity has more than six decimals."""

    code = "quantity_too_precise"

    def __init__(self, text: str) -> None:
        message = _("Cannot read the quantity {text!r}: it has more than six decimals.")
        super().__init__(message.format(text=text), text=text)


class QuantityTooLarge(UsageError):
    """A quantity is larger than the database can keep."""

    code = "quantity_too_large"

    def __init__(self, text: str) -> None:
        super().__init__(_("The quantity {text!r} is too large.").format(text=text), text=text)


class UnknownCurrency(UsageError):
    """A code is no currency's. `data`: the nearest codes as `candidates`."""

    code = "unknown_currency"

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        text = _("Unknown currency {name!r}.")
        super().__init__(text.format(name=name), name=name, candidates=list(candidates))


class NoSuchDecimals(UsageError):
    """An amount has cents, and its currency none."""

    code = "no_such_decimals"

    def __init__(self, cents: int, currency: str) -> None:
        amount = f"{Decimal(cents) / 100:,.2f}"
        text = _("{amount} is no amount of {currency}, which has no cents.")
        super().__init__(
            text.format(amount=amount, currency=currency), amount=amount, currency=currency
        )
