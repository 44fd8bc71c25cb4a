"""What can be wrong with a database."""

from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _


class JournalAltered(RuleViolation):
    """The journal is not as it was sealed. `data`: `change`, the first one that is not."""

    code = "journal_altered"

    def __init__(self, change_id: int) -> None:
        text = _("The journal was altered: change {id} is not as it was written.")
        super().__init__(text.format(id=change_id), change=change_id)
