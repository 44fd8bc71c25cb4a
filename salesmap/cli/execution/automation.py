"""The rules of the map behind every command that writes, and what they did in words."""

from typing import TYPE_CHECKING

from salesmap.actions.automation.firing import act_on_events
from salesmap.core.commit_state import notices
from salesmap.core.i18n import N_, _
from salesmap.reports.automation.matching import lead_passes

if TYPE_CHECKING:
    from salesmap.actions.automation.firing import Fired
    from salesmap.store.unit_of_work import UnitOfWork

_DID = {
    "followup": N_("follow-up {text}"),
    "tag": N_("tag {text}"),
    "owner": N_("owner {text}"),
    "notice": N_("notice: {text}"),
    "failed": N_("nothing, for its filters cannot be read: {text}"),
}


def act_on_rules(change: "UnitOfWork") -> None:
    """Let the rules of the map act on the events of a change before it is committed."""
    notices.extend(map(_line, act_on_events(change, lead_passes)))


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
