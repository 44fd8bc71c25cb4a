"""What the commands of contracts refuse of their options."""

from collections.abc import Sequence

from salesmap.cli.option_errors import WordedError
from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.i18n import N_, _


class UnreadableNoticeError(WordedError, UsageError):
    """A text is no number of days. `data`: the `text`."""

    code = "unreadable_notice"
    message = N_("Cannot read the notice {text!r}: write it like 60d.")


class NeedsOtherOptionError(WordedError, UsageError):
    """An option is given without the one that it belongs to. `data`: `option`, `other`."""

    code = "needs_other_option"
    message = N_("{option} needs {other}.")


class UnknownMilestoneError(NotFoundError):
    """The contract has no milestone of this name. `data`: the `known` ones."""

    code = "milestone_not_found"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        text = _("Milestone {name!r} not found: choose one of {known}.")
        listed = _(", ").join(known) or _("none")
        super().__init__(text.format(name=name, known=listed), name=name, known=list(known))
