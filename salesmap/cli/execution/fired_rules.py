"""What rules of the map did, told at the end of a command."""

from typing import TYPE_CHECKING

from salesmap.cli.execution.automation import fired
from salesmap.cli.output import notify
from salesmap.core import commit_state
from salesmap.core.i18n import N_, _

if TYPE_CHECKING:
    from salesmap.actions.automation.firing import Fired

_DID = {
    "followup": N_("follow-up {text}"),
    "tag": N_("tag {text}"),
    "owner": N_("owner {text}"),
    "notice": N_("notice: {text}"),
}


def forget_fired() -> None:
    """Begin anew: another command line of the same process may have ended before it told."""
    fired.clear()


def tell_fired() -> None:
    """Say what rules did, if it was committed."""
    if not fired or not commit_state.is_committed():
        return
    for each in fired:
        notify(_line(each))
    fired.clear()


def _line(act: "Fired") -> str:
    """Return a line that says what a rule did."""
    if not act.rule:
        return _("Rules of the map do not act on what is imported or moved by a new map.")
    if act.lead_id is None:
        text = _("Rule {rule} did nothing: the customer has no lead.")
        return text.format(rule=act.label)
    did = _("; ").join(_(_DID[kind]).format(text=text) for kind, text in act.did)
    return _("Rule {rule} on lead {id} ({name}): {did}").format(
        rule=act.label, id=act.lead_id, name=act.lead, did=did
    )
