"""What care of customers refuses."""

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _


class CareInFuture(UsageError):
    """A care contact is to have happened later than now."""

    code = "care_in_future"

    def __init__(self, at: str) -> None:
        text = _("{at} is in the future: record care that has happened.").format(at=at)
        super().__init__(text, at=at)
