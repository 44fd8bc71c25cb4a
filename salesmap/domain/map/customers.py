"""What a map says about customers: the tables `[rfm]`, `[[tier]]` and `[[service]]`."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.domain.map.customer_rules import RfmRules, ServiceRule, TierRule
from salesmap.domain.map.toml_table import Table
from salesmap.domain.service.vocabulary import PRIORITIES
from salesmap.domain.vocabulary import TIERS

_MOST = 10**12
_MOST_DAYS = 36_500
_LEAST_HOURS, _MOST_HOURS = 0.01, 876_000


def read_rfm(table: Table | None) -> RfmRules:
    """Return the bounds between scores; without the table, the usual ones."""
    usual = RfmRules()
    if table is None:
        return usual
    rules = RfmRules(
        *(
            table.bounds(key, 1 if key == "f" else 0, _MOST, getattr(usual, key))
            for key in RfmRules._fields
        )
    )
    table.finish()
    return rules


def read_tiers(tables: Sequence[Table], kinds: Sequence[str]) -> tuple[TierRule, ...]:
    """Return the tiers in order; `kinds` are the types of contact that the map knows."""
    rules: list[TierRule] = []
    is_last = False
    for table in tables:
        key = table.choice("key", TIERS)
        if table.is_right("key"):
            table.where = f"{table.where} {key}"
        rule = TierRule(
            key,
            table.words("label"),
            table.texts("when"),
            table.integer("care_days", 1, _MOST_DAYS) if table.has("care_days") else None,
            table.integer("repurchase_days", 1, _MOST_DAYS)
            if table.has("repurchase_days")
            else None,
            table.texts("kinds"),
            table.words_or_none("ask"),
        )
        for kind in rule.kinds:
            if kind not in kinds:
                problem = _("unknown type of contact {key!r}: choose one of {known}")
                table.wrong(problem.format(key=kind, known=", ".join(kinds)), "kinds")
        if is_last:
            table.wrong(_("no customer gets here: a tier before it has no `when`"))
        is_last = is_last or (not rule.when and table.is_right("when"))
        table.finish()
        rules.append(rule)
    return tuple(rules)


def read_services(tables: Sequence[Table]) -> tuple[ServiceRule, ...]:
    """Return the targets of tickets, one for each priority that has some."""
    rules: list[ServiceRule] = []
    for table in tables:
        rule = ServiceRule(
            table.choice("priority", PRIORITIES),
            table.number("response_hours", _LEAST_HOURS, _MOST_HOURS),
            table.number("solution_hours", _LEAST_HOURS, _MOST_HOURS),
        )
        is_known = table.has("priority") and table.is_right("priority")
        if is_known:
            table.where = f"{table.where} {rule.priority}"
        if is_known and rule.priority in [each.priority for each in rules]:
            problem = _("the priority {key!r} occurs twice")
            table.wrong(problem.format(key=rule.priority), "priority")
        if (
            table.is_right("response_hours", "solution_hours")
            and 0 < rule.solution_hours < rule.response_hours
        ):
            table.wrong(
                _("solution_hours cannot be less than response_hours: the answer comes first"),
                "solution_hours",
            )
        table.finish()
        rules.append(rule)
    return tuple(rules)
