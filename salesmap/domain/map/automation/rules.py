"""What a map does by itself: the tables `[[when]]`."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.core.i18n import _
from salesmap.domain.map.model import Words
from salesmap.domain.map.toml_table import Table
from salesmap.domain.recurrence import UnreadableInterval, parse_interval

EVENTS = (
    "stage",
    "won",
    "lost",
    "quote_sent",
    "contract_signed",
    "ticket_opened",
    "payment",
    "time",
)
"""What a rule can act on; `stage` is that a lead enters one, `time` what `map run` finds."""

_DEEDS = ("followup", "tag", "owner", "notice")
_MAX_DAYS = 3_650


class Deed(NamedTuple):
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
    then: tuple[Deed, ...]


def read_rules(tables: Sequence[Table], kinds: Sequence[str]) -> tuple[WhenRule, ...]:
    """Return the rules in their order."""
    return tuple(_rule(table, kinds) for table in tables)


def rules_from_json(raw: Sequence[Sequence[object]]) -> tuple[WhenRule, ...]:
    """Return the rules that were stored as lists."""
    return tuple(_stored_rule(WhenRule(*each)) for each in raw)  # type: ignore[arg-type]


def _rule(table: Table, kinds: Sequence[str]) -> WhenRule:
    key = table.key()
    on = table.choice("on", EVENTS)
    every = table.text_or_none("every")
    if every is not None:
        if on != "time":
            table.wrong(_('every goes with on = "time" only'), "every")
        every = _interval(table, every)
    then = table.tables("then", _("then"))
    if not then:
        table.wrong(_("{key} is missing").format(key="then"))
    rule = WhenRule(
        key,
        table.words_or_none("label"),
        on,
        every,
        table.texts("when"),
        tuple(_deed(each, kinds) for each in then),
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


def _deed(table: Table, kinds: Sequence[str]) -> Deed:
    given = [name for name in _DEEDS if table.has(name)]
    deed = Deed(
        followup=_text(table, "followup"),
        days=table.integer("days", 0, _MAX_DAYS, 0),
        kind=table.choice_or_none("kind", kinds),
        tag=table.text_or_none("tag"),
        owner=table.text_or_none("owner"),
        notice=_text(table, "notice"),
    )
    if len(given) != 1:
        table.wrong(_("write exactly one of {known}").format(known=", ".join(_DEEDS)))
    elif given != ["followup"]:
        for name in ("days", "kind"):
            if name in table.data:
                table.wrong(_("{key} goes with followup only").format(key=name), name)
    table.finish()
    return deed


def _text(table: Table, key: str) -> Words | None:
    """Return a text in one language or in both."""
    value = table.data.get(key)
    if isinstance(value, str) and table.has(key) and (text := value.strip()):
        return Words(text, text)
    return table.words_or_none(key)


def _stored_rule(rule: WhenRule) -> WhenRule:
    return rule._replace(
        label=Words(*rule.label) if rule.label else None,
        when=tuple(rule.when),
        then=tuple(_stored_deed(Deed(*each)) for each in rule.then),
    )


def _stored_deed(deed: Deed) -> Deed:
    return deed._replace(
        followup=Words(*deed.followup) if deed.followup else None,
        notice=Words(*deed.notice) if deed.notice else None,
    )
