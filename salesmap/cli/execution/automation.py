"""The rules of the map behind every command that writes, and what they did in words."""

from collections import Counter
from typing import TYPE_CHECKING

from salesmap.actions.automation.firing import act_on_events
from salesmap.actions.team.assigning import assign_new
from salesmap.core.commit_state import notices
from salesmap.core.i18n import N_, _, ngettext
from salesmap.reports.automation.matching import leads_passing, rule_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.actions.automation.firing import Fired
    from salesmap.actions.team.assigning import Assigned
    from salesmap.store.unit_of_work import UnitOfWork

_DID = {
    "followup": N_("follow-up {text}"),
    "tag": N_("tag {text}"),
    "owner": N_("owner {text}"),
    "notice": N_("notice: {text}"),
    "refused": N_("nothing: {text}"),
    "failed": N_("nothing, for its filters cannot be read: {text}"),
}


def act_on_rules(change: "UnitOfWork") -> None:
    """Let the rules of the map act on the events of a change before it is committed.

    New leads without an owner are assigned first.
    """
    if assigned := assign_new(change, leads_passing):
        notices.extend(assignment_lines(assigned))
    notices.extend(map(_line, act_on_events(change, rule_matches)))


def assignment_lines(assigned: "Sequence[Assigned]") -> list[str]:
    """Return lines that say who got how many leads, and how many nobody could take."""
    lines = []
    counts = Counter(each.owner for each in assigned)
    nobody = counts.pop(None, 0)
    if len(assigned) == 1 and not nobody:
        (only,) = assigned
        text = _("Assigned to {owner} by rule {rule}.")
        return [text.format(owner=only.owner, rule=only.rule)]
    if counts:
        shares = _(", ").join(f"{owner} {count}" for owner, count in sorted(counts.items()))
        text = ngettext(
            "Assigned {count} lead: {shares}.",
            "Assigned {count} leads: {shares}.",
            counts.total(),
        )
        lines.append(text.format(count=counts.total(), shares=shares))
    if nobody:
        text = ngettext(
            "{count} lead has no owner: nobody whom its rule names can take it.",
            "{count} leads have no owner: nobody whom their rule names can take them.",
            nobody,
        )
        lines.append(text.format(count=nobody))
    return lines


def refusal_lines(fired: "Sequence[Fired]") -> list[str]:
    """Return lines about what rules could not do, each reason once for all leads of a rule."""
    counts = Counter(
        (act.label, text) for act in fired for kind, text in act.did if kind == "refused"
    )
    return [
        ngettext(
            "Rule {rule} on {count} lead: nothing: {text}",
            "Rule {rule} on {count} leads: nothing: {text}",
            count,
        ).format(rule=rule, count=f"{count:,}", text=text)
        for (rule, text), count in sorted(counts.items())
    ]


def _line(act: "Fired") -> str:
    """Return a line that says what a rule did."""
    if not act.rule:
        return _("Rules of the map do not act on what is imported or moved by a new map.")
    if act.lead_id is None and not act.did:
        text = _("Rule {rule} did nothing: the customer has no lead.")
        return text.format(rule=act.label)
    did = _("; ").join(_(_DID[kind]).format(text=text) for kind, text in act.did)
    if act.lead_id is None:
        return _("Rule {rule}: {did}").format(rule=act.label, did=did)
    return _("Rule {rule} on lead {id} ({name}): {did}").format(
        rule=act.label, id=act.lead_id, name=act.lead, did=did
    )
