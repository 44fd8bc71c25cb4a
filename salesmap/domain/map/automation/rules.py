"""What a map does by itself: the tables `[[when]]`."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.map.words import Words

EVENTS = (
    N_("stage"),
    N_("won"),
    N_("lost"),
    N_("quote_sent"),
    N_("contract_signed"),
    N_("ticket_opened"),
    N_("payment"),
    N_("time"),
)
"""What a rule can act on; `stage` is that a lead enters one, `time` what `map run` finds."""


class RuleAction(NamedTuple):
    """One thing that a rule does to a lead: exactly one of these is given.

    A follow-up is due in `days` days and of a `kind`.
    """

    followup: Words | None = None
    days: int = 0
    kind: str | None = None
    tag: str | None = None
    owner: str | None = None
    notice: Words | None = None


class WhenRule(NamedTuple):
    """What is done to a lead on an event if it passes all filters of `when`.

    A rule on time acts once on a lead, or once in each interval of `every` (`1w`, `3m`).
    """

    key: str
    label: Words | None
    on: str
    every: str | None
    when: tuple[str, ...]
    then: tuple[RuleAction, ...]


def rules_from_json(raw: Sequence[Sequence[object]]) -> tuple[WhenRule, ...]:
    """Return the rules that were stored as lists."""
    return tuple(_stored_rule(WhenRule(*each)) for each in raw)  # type: ignore[arg-type]


def _stored_rule(rule: WhenRule) -> WhenRule:
    return rule._replace(
        label=Words(*rule.label) if rule.label else None,
        when=tuple(rule.when),
        then=tuple(_stored_action(RuleAction(*each)) for each in rule.then),
    )


def _stored_action(action: RuleAction) -> RuleAction:
    return action._replace(
        followup=Words(*action.followup) if action.followup else None,
        notice=Words(*action.notice) if action.notice else None,
    )
