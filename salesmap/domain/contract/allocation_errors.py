"""Payments that a plan cannot take."""

from collections.abc import Sequence

from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.core.table import major


class UnknownPart(NotFoundError):
    """The plan has no such part. `data`: the `known` ones."""

    code = "unknown_plan_part"

    def __init__(self, part: int, known: Sequence[int]) -> None:
        listed = _(", ").join(map(str, known)) or _("none")
        message = _("The plan has no part {part}: choose one of {known}.")
        super().__init__(message.format(part=part, known=listed), part=part, known=list(known))


class RefundTooLarge(RuleViolation):
    """More is paid back than was received."""

    code = "refund_too_large"

    def __init__(self, refund: int, received: int) -> None:
        message = _("A refund of {refund} is more than the {received} received.")
        super().__init__(
            message.format(refund=money_text(refund), received=money_text(received)),
            refund=major(refund),
            received=major(received),
        )
