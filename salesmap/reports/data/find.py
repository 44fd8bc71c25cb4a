"""What holds some words: leads, customers, contacts, follow-ups, papers, products, notes."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, from_instant
from salesmap.core.folding import fold, phone_endings
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.core.text import one_line
from salesmap.domain.papers.names import draft_prefix
from salesmap.domain.service.words import ticket_word
from salesmap.reports.errors import EmptySearchError
from salesmap.reports.query.like import escape_like, phones_of
from salesmap.reports.service.states import with_states
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns("kind:word id:int name detail")
MOST = 50
"""How many records of each kind are returned."""
_LONGEST = 60


class _Source(NamedTuple):
    """A kind of record: where its words stand, folded or as typed, and what tells it apart."""

    kind: str
    folded: tuple[str, ...]
    typed: tuple[str, ...]
    phone: str | None
    detail: Callable[[tuple[Any, ...], Clock], Sequence[str | None]]


def _lead_detail(row: tuple[Any, ...], _clock: Clock) -> Sequence[str | None]:
    stage, status, customer, owner = row
    return stage if status == "open" else _(status), customer, owner


def _customer_detail(row: tuple[Any, ...], _clock: Clock) -> Sequence[str | None]:
    return (_("open leads: {count}").format(count=row[0]),)


def _contact_detail(row: tuple[Any, ...], _clock: Clock) -> Sequence[str | None]:
    return row


def _followup_detail(row: tuple[Any, ...], _clock: Clock) -> Sequence[str | None]:
    return row


def _interaction_detail(row: tuple[Any, ...], clock: Clock) -> Sequence[str | None]:
    return clock.day_of(from_instant(row[0])).isoformat(), row[1]


def _ticket_detail(row: tuple[Any, ...], _clock: Clock) -> Sequence[str | None]:
    text, customer, state = row
    return one_line(text)[:_LONGEST], customer, ticket_word(state)


_SQL = {name: with_states(sql) for name, sql in statements(__file__).items()}
_SOURCES = (
    _Source(
        N_("lead"),
        ("l.name_key", "c.name_key"),
        ("l.external_id", "l.product"),
        None,
        _lead_detail,
    ),
    _Source(N_("customer"), ("c.name_key",), (), None, _customer_detail),
    _Source(
        N_("contact"),
        ("k.name_key", "k.email_key", "c.name_key"),
        ("k.wechat", "k.title"),
        phones_of("k."),
        _contact_detail,
    ),
    _Source(N_("followup"), ("l.name_key",), ("f.what",), None, _followup_detail),
    _Source(N_("interaction"), (), ("i.text", "i.place"), None, _interaction_detail),
    _Source(N_("comment"), (), ("m.text",), None, _interaction_detail),
    _Source(N_("quote"), ("l.name_key", "c.name_key"), ("q.number",), None, _contact_detail),
    _Source(N_("contract"), ("l.name_key", "c.name_key"), ("k.number",), None, _contact_detail),
    _Source(
        N_("ticket"), ("c.name_key",), ("t.number", "t.text", "t.external_id"), None, _ticket_detail
    ),
    _Source(N_("product"), ("p.code_key", "p.name_key"), ("p.category",), None, _contact_detail),
    _Source(N_("file"), ("a.name_key",), (), None, _contact_detail),
    _Source(N_("rating"), (), ("r.comment",), None, _contact_detail),
    _Source(N_("segment"), ("s.name_key",), (), None, _contact_detail),
    _Source(N_("note"), (), ("n.title", "n.text", "n.product"), None, _contact_detail),
)


def find(connection: Connection, text: str, lang: str, clock: Clock) -> Table:
    """Return the records that hold every word of a text, `MOST` of each kind at most.

    Raises EmptySearchError.
    """
    words = text.split()
    if not words:
        raise EmptySearchError(text)
    values: list[tuple[Any, ...]] = []
    for source in _SOURCES:
        is_phone = source.phone is not None and bool(phone_endings(text))
        condition, parameters = _condition(source, [text] if is_phone else words)
        sql = _SQL[source.kind].replace("{words}", condition)
        for id, name, *rest in connection.execute(
            sql, {**parameters, "lang": lang, "most": MOST, "draft": draft_prefix()}
        ).fetchall():
            detail = source.detail(tuple(rest), clock)
            line = " ".join(str(name).split())
            values.append((source.kind, id, line, " · ".join(part for part in detail if part)))
    return Table(COLUMNS, values)


def _condition(source: _Source, words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return a condition over a kind of record, and its parameters."""
    tests, parameters = [], {}
    for number, word in enumerate(words):
        folded, typed = f"f{number}", f"t{number}"
        parameters[folded] = f"%{escape_like(fold(word))}%"
        parameters[typed] = f"%{escape_like(word)}%"
        either = [f"{name} LIKE :{folded} ESCAPE '\\'" for name in source.folded]
        either += [f"{name} LIKE :{typed} ESCAPE '\\'" for name in source.typed]
        for ending in phone_endings(word) if source.phone else ():
            name = f"d{len(parameters)}"
            parameters[name] = f"%{ending}%"
            either.append(f"{source.phone} LIKE :{name}")
        tests.append(f"({' OR '.join(either)})")
    return " AND ".join(tests), parameters
