"""The tables `[[assign]]`, `[[pool]]` and `[[right]]` of a map, read."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.domain.map.team.rules import (
    METHODS,
    REACHES,
    TEAM,
    VERBS,
    AssignRule,
    PoolRule,
    RightRule,
)
from salesmap.domain.map.toml_table import Table
from salesmap.domain.vocabulary import is_me

_MAX_DAYS = 3_650
_MAX_LEADS = 1_000_000


def read_assigns(tables: Sequence[Table]) -> tuple[AssignRule, ...]:
    """Return the rules of assignment in their order; one without a key is called by its place."""
    return tuple(_assign(table, number) for number, table in enumerate(tables, 1))


def _assign(table: Table, number: int) -> AssignRule:
    key = table.key() if table.has("key") else ""
    to = tuple(name.strip() for name in table.texts("to"))
    if not to and "to" not in table.data:
        table.wrong(_("{key} is missing").format(key="to"))
    elif not to:
        table.wrong(_("name at least one person or team"), "to")
    for name in to:
        if is_me(name) or not name.removeprefix(TEAM).strip():
            table.wrong(_('write names of members, or "team:NAME"'), "to")
    rule = AssignRule(
        key or f"assign-{number}",
        table.words_or_text("label"),
        table.texts("when"),
        to,
        table.choice("method", METHODS, METHODS[0]),
    )
    table.finish()
    return rule


def read_pools(tables: Sequence[Table]) -> tuple[PoolRule, ...]:
    """Return the pools in their order."""
    return tuple(map(_pool, tables))


def _pool(table: Table) -> PoolRule:
    rule = PoolRule(
        key=table.key(),
        label=table.words_or_text("label"),
        when=table.texts("when"),
        days=table.integer("days", 1, _MAX_DAYS),
        extend=table.integer("extend", 0, _MAX_DAYS, 0),
        most=_optional(table, "most", 1, _MAX_DAYS),
        notice=table.integer("notice", 0, _MAX_DAYS, 0),
        per_day=_optional(table, "per_day", 0, _MAX_LEADS),
        capacity=_optional(table, "capacity", 0, _MAX_LEADS),
        cooldown=table.integer("cooldown", 0, _MAX_DAYS, 0),
        assign=table.flag("assign", default=False),
    )
    if rule.most is not None and rule.most < rule.days:
        table.wrong(_("most must not be less than days"), "most")
    table.finish()
    return rule


def _optional(table: Table, key: str, least: int, most: int) -> int | None:
    return table.integer(key, least, most) if table.has(key) else None


def read_rights(tables: Sequence[Table]) -> tuple[RightRule, ...]:
    """Return the rights of the roles."""
    return tuple(map(_right, tables))


def _right(table: Table) -> RightRule:
    may = table.texts("may")
    for verb in may:
        if verb not in VERBS:
            table.wrong(
                _("{key} cannot be {value!r}: choose one of {known}").format(
                    key="may", value=verb, known=", ".join(VERBS)
                ),
                "may",
            )
    if "may" not in table.data:
        table.wrong(_("{key} is missing").format(key="may"))
    rule = RightRule(table.text("role").strip(), may, table.choice("on", REACHES))
    table.finish()
    return rule
