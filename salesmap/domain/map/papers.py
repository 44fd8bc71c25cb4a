"""What a map says about papers: the tables `[[approval]]` and `[quote]`, and the facts of items."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.domain.approvals import parse_condition
from salesmap.domain.map.model import ApprovalRule
from salesmap.domain.map.paper_rules import PAPER_FACTS, PAPERS_TO_APPROVE, QuoteRules
from salesmap.domain.map.toml_table import Table

_MAX_DAYS = 3_650


def read_approvals(tables: Sequence[Table]) -> tuple[ApprovalRule, ...]:
    """Return the steps of approval in their order."""
    rules: list[ApprovalRule] = []
    for table in tables:
        rules.append(_approval(table, [rule.key for rule in rules]))
    return tuple(rules)


def _approval(table: Table, taken: Sequence[str]) -> ApprovalRule:
    key = table.key() if table.has("key") else ""
    paper, role = table.choice("of", PAPERS_TO_APPROVE), table.text("role")
    rule = ApprovalRule(
        key=key or _free_key(f"{paper}-{role}", taken),
        label=table.words_or_none("label"),
        of=paper,
        when=table.texts("when"),
        role=role,
    )
    for condition in rule.when:
        if parse_condition(condition) is None:
            table.wrong(
                _(
                    "{text!r} is no condition: write below_floor, discount_rate>0.10 or total>100k"
                ).format(text=condition),
                "when",
            )
    table.finish()
    return rule


def _free_key(key: str, taken: Sequence[str]) -> str:
    count = sum(each == key or each.startswith(f"{key}-") for each in taken)
    return f"{key}-{count + 1}" if count else key


def read_quoting(table: Table | None) -> QuoteRules:
    """Return how quotes are handled; without the table, as usual."""
    usual = QuoteRules()
    if table is None:
        return usual
    rules = QuoteRules(
        given_limit=table.number("given_limit", 0, 1, usual.given_limit),
        follow_days=table.integer("follow_days", 0, _MAX_DAYS, usual.follow_days),
        before_expiry_days=table.integer(
            "before_expiry_days", 0, _MAX_DAYS, usual.before_expiry_days
        ),
        lead_value=table.choice("lead_value", ("off", "total", "net"), usual.lead_value),
    )
    table.finish()
    return rules


def read_facts(table: Table) -> dict[str, str | None]:
    """Return the facts of papers that fulfil an item, by their key."""
    return {paper: table.choice_or_none(paper, states) for paper, states in PAPER_FACTS.items()}
