"""The rules of the map behind every command that writes, and what they did, told at its end."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from salesmap.core import commit_state
from salesmap.core.i18n import N_, _

if TYPE_CHECKING:
    from salesmap.actions.automation.firing import Fired
    from salesmap.store.unit_of_work import UnitOfWork

_fired: "list[Fired]" = []
"""What rules did in this process and nobody was told yet."""

_DID = {
    "followup": N_("follow-up {text}"),
    "tag": N_("tag {text}"),
    "owner": N_("owner {text}"),
    "notice": N_("notice: {text}"),
}


def act_on_rules(change: "UnitOfWork") -> None:
    """Let the rules of the map act on the events of a change before it is committed."""
    from salesmap.actions.automation.firing import act_on_events

    _fired.extend(act_on_events(change, _passes))


def _passes(change: "UnitOfWork", lead_id: int, filters: "Iterable[str]") -> bool:
    from salesmap.reports.query.matching import passes

    database = change.database
    return passes(change.connection, database.clock, lead_id, tuple(filters), database.user)


def forget_fired() -> None:
    """Begin anew: another command line of the same process may have ended before it told."""
    _fired.clear()


def tell_fired() -> None:
    """Say what rules did, if it was committed."""
    if not _fired or not commit_state.is_committed():
        return
    from salesmap.cli.output import notify

    for fired in _fired:
        notify(fired_line(fired))
    _fired.clear()


def fired_line(fired: "Fired") -> str:
    """Return a line that says what a rule did."""
    if fired.lead_id is None:
        text = _("Rule {rule} did nothing: the customer has no lead.")
        return text.format(rule=fired.label)
    did = _("; ").join(_(_DID[kind]).format(text=text) for kind, text in fired.did)
    return _("Rule {rule} on lead {id} ({name}): {did}").format(
        rule=fired.label, id=fired.lead_id, name=fired.lead, did=did
    )
