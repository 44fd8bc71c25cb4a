"""The tables `[[when]]` of a map, read."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.domain.map.automation.rules import EVENTS, RuleAction, WhenRule
from salesmap.domain.map.toml_table import Table
from salesmap.domain.recurrence import UnreadableInterval, parse_interval
from salesmap.domain.vocabulary import is_me

_ACTIONS = ("followup", "tag", "owner", "notice")
_MAX_DAYS = 3_650


def read_rules(tables: Sequence[Table], kinds: Sequence[str]) -> tuple[WhenRule, ...]:
    """Return the rules in their order."""
    return tuple(_rule(table, kinds) for table in tables)


def _rule(table: Table, kinds: Sequence[str]) -> WhenRule:
    key = table.key()
    on = table.choice("on", EVENTS)
    every = table.text_or_none("every")
    if every is not None:
        if on != "time" and table.is_right("on"):
            table.wrong(_('every goes with on = "time" only'), "every")
        every = _interval(table, every) if every else None
    then = table.tables("then", _("then"))
    if not then:
        table.wrong(_("{key} is missing").format(key="then"))
    owners = {str(each.data["owner"]) for each in then if "owner" in each.data}
    if len(owners) > 1:
        table.wrong(_("it names several owners for one lead"), "then")
    rule = WhenRule(
        key,
        table.words_or_none("label"),
        on,
        every,
        table.texts("when"),
        tuple(_action(each, kinds) for each in then),
    )
    table.finish()
    return rule


def _interval(table: Table, text: str) -> str | None:
    try:
        return parse_interval(text)
    except UnreadableInterval:
        problem = _("every cannot be {text!r}: write 1d, 1w, 3m or 1y")
        table.wrong(problem.format(text=text), "every")
        return None


def _action(table: Table, kinds: Sequence[str]) -> RuleAction:
    given = [name for name in _ACTIONS if table.has(name)]
    action = RuleAction(
        followup=table.words_or_text("followup"),
        days=table.integer("days", 0, _MAX_DAYS, 0),
        kind=table.choice_or_none("kind", kinds),
        tag=table.text_or_none("tag"),
        owner=table.text_or_none("owner"),
        notice=table.words_or_text("notice"),
    )
    if len(given) != 1:
        table.wrong(_("write exactly one of {known}").format(known=", ".join(_ACTIONS)))
    elif given != ["followup"]:
        for name in ("days", "kind"):
            if name in table.data:
                table.wrong(_("{key} goes with followup only").format(key=name), name)
    if action.owner and is_me(action.owner.strip()):
        table.wrong(_("write the name of a person: a rule acts for everybody"), "owner")
    for text in (action.tag, action.owner, *(action.followup or ()), *(action.notice or ())):
        if text and "\0" in text:
            table.wrong(_("A text cannot hold the character NUL: remove it."))
    table.finish()
    return action
