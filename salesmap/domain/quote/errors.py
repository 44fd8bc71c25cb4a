"""Amounts of a quote that make no sense."""

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.core.table import major


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
