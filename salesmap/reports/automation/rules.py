"""The rules of the map, with how often each acted."""

import json

from salesmap.core.table import Table, columns
from salesmap.domain.map.automation.rules import RuleAction
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_COLUMNS = columns(
    "rule:key:rule_words on:word every when:list then acted:int last_acted:instant rule_words"
)
_SHOWN = ("rule", "on", "every", "when", "then", "acted", "last_acted")


def rules(connection: Connection, lang: str) -> Table:
    """Return the rules in the order of the map."""
    acted = {
        rule: (count, last)
        for rule, count, last in connection.execute(statements(__file__)["acted"])
    }
    rows = [
        (
            rule.key,
            rule.on,
            rule.every,
            json.dumps(rule.when, ensure_ascii=False),
            "; ".join(action_words(action, lang) for action in rule.then),
            *acted.get(rule.key, (0, None)),
            rule.label.text(lang) if rule.label else rule.key,
        )
        for rule in current_map(connection).rules
    ]
    return Table(_COLUMNS, rows, _SHOWN, ("rule_words",))


def action_words(action: RuleAction, lang: str) -> str:
    """Return what an action does in a few words."""
    if action.followup:
        return f"{action.followup.text(lang)} +{action.days}d"
    if action.notice:
        return action.notice.text(lang)
    return action.tag or f"→ {action.owner}"
