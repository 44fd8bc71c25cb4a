"""What a merge of two records refuses."""

from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import _


class SameRecord(RuleViolation):
    """A record shall be merged with itself."""

    code = "same_record"

    def __init__(self, kind: str, id: int) -> None:
        text = _("{kind}:{id} is given twice.").format(kind=kind, id=id)
        super().__init__(text, kind=kind, id=id)


class RecordNotFound(NotFoundError):
    """No record of this kind has this id."""

    code = "record_not_found"

    def __init__(self, kind: str, id: int) -> None:
        super().__init__(_("{kind}:{id} not found.").format(kind=kind, id=id), kind=kind, id=id)


class MergedAway(RuleViolation):
    """The lead was merged into another one."""

    code = "merged_away"

    def __init__(self, lead_id: int, survivor: int) -> None:
        text = _("Lead {id} was merged into lead {survivor}.").format(id=lead_id, survivor=survivor)
        super().__init__(text, id=lead_id, survivor=survivor)


class ClosedIntoOpen(RuleViolation):
    """A closed lead shall be merged into one that is not closed alike."""

    code = "closed_into_open"

    def __init__(self, a: int, b: int, status: str) -> None:
        text = _("Lead {b} is {status}, lead {a} is not.").format(a=a, b=b, status=_(status))
        super().__init__(text, a=a, b=b, status=status)
