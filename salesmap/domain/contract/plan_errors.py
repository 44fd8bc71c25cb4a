"""Payment plans that cannot be read, or do not add up."""

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.core.table import major


class UnreadablePlan(UsageError):
    """A part of a plan cannot be read. `data`: the `part` as it was typed."""

    code = "unreadable_plan"

    def __init__(self, part: str) -> None:
        message = _(
            "Cannot read the part {part!r} of the plan: write it like 30% sign+7d, "
            "50000 2026-12-01 or rest delivery+30d."
        )
        super().__init__(message.format(part=part), part=part)


class RestNotLast(UsageError):
    """Something follows the part that takes the rest."""

    code = "rest_not_last"

    def __init__(self, part: str) -> None:
        message = _("{part!r} takes the rest: it must be the last part of the plan.")
        super().__init__(message.format(part=part), part=part)


class PlanDoesNotAddUp(UsageError):
    """The parts come to more or less than the contract. `data`: the `sum` and the `amount`."""

    code = "plan_does_not_add_up"

    def __init__(self, total: int, amount: int) -> None:
        message = _("The parts of the plan come to {total}, the contract to {amount}.")
        super().__init__(
            message.format(total=money_text(total), amount=money_text(amount)),
            sum=major(total),
            amount=major(amount),
        )


class PercentagesDoNotAddUp(UsageError):
    """The percentages of a plan do not come to 100 %."""

    code = "plan_does_not_add_up"

    def __init__(self, percentage: str) -> None:
        message = _("The parts of the plan come to {percentage}: they must come to 100%.")
        super().__init__(message.format(percentage=percentage), percentage=percentage)


class EmptyPart(UsageError):
    """A part of a plan comes to nothing."""

    code = "empty_plan_part"

    def __init__(self, part: str) -> None:
        message = _("The part {part!r} of the plan comes to nothing.")
        super().__init__(message.format(part=part), part=part)


class PlanCurrency(UsageError):
    """A part of a plan is in another currency than the contract."""

    code = "plan_currency"

    def __init__(self, part: str, currency: str) -> None:
        message = _("The part {part!r} of the plan must be in {currency}, as the contract.")
        super().__init__(message.format(part=part, currency=currency), part=part, currency=currency)
