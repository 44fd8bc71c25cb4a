"""What is asked of a quote and makes no sense: amounts, days, reasons."""

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, glossed
from salesmap.core.money import money_text
from salesmap.core.table import major
from salesmap.domain.quote.vocabulary import REVISION_REASONS


class DiscountTooLarge(UsageError):
    """A discount is larger than what it is taken from. `data`: `line` is None for the order's."""

    code = "discount_too_large"

    def __init__(self, discount: int, amount: int, line: int | None = None) -> None:
        if line is None:
            message = _("The discount of {discount} is more than the subtotal of {amount}.")
        else:
            message = _("The discount of {discount} on line {line} is more than its {amount}.")
        super().__init__(
            message.format(discount=money_text(discount), amount=money_text(amount), line=line),
            discount=major(discount),
            amount=major(amount),
            line=line,
        )


class RoundedToNothing(UsageError):
    """A total below the multiple that it is to be rounded down to."""

    code = "rounded_to_nothing"

    def __init__(self, total: int, multiple: int) -> None:
        message = _("A total of {total} rounded down to a multiple of {multiple} is nothing.")
        super().__init__(
            message.format(total=money_text(total), multiple=money_text(multiple)),
            total=major(total),
            multiple=major(multiple),
        )


class TotalTooLarge(UsageError):
    """The amounts come to more than the database can keep."""

    code = "total_too_large"

    def __init__(self) -> None:
        super().__init__(_("The total is too large."))


class PastValidity(UsageError):
    """A quote shall be valid until a day that is over. `data`: the `day`."""

    code = "past_validity"

    def __init__(self, day: str) -> None:
        text = _("The last day of a quote cannot be in the past: {day}.")
        super().__init__(text.format(day=day), day=day)


class UnknownRevisionReason(UsageError):
    """A quote is not revised for such a reason. `data`: the `known` ones."""

    code = "unknown_reason"

    def __init__(self, name: str) -> None:
        text = _("Unknown reason {name!r}: choose one of {known}.")
        known = glossed(REVISION_REASONS)
        super().__init__(
            text.format(name=name, known=known), name=name, known=list(REVISION_REASONS)
        )


def require_to_come(day: str | None, today: str) -> None:
    """Raise PastValidity for a last day of validity before today."""
    if day is not None and day < today:
        raise PastValidity(day)
