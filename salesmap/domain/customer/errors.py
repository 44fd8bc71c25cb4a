"""What care of customers refuses."""

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _


class NoteIsNoCare(UsageError):
    """A note is to count as care: nobody was in touch with the customer."""

    code = "note_is_no_care"

    def __init__(self) -> None:
        super().__init__(
            _("A note is no contact: name the type of contact, or add a note with 'salesmap log'.")
        )


class CareInFuture(UsageError):
    """A care contact is to have happened later than now."""

    code = "care_in_future"

    def __init__(self, at: str) -> None:
        text = _("{at} is in the future: record care that has happened.").format(at=at)
        super().__init__(text, at=at)
