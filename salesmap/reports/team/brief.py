"""The brief of a handover: of each lead the next steps, and what the customer waits for."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.domain.papers.names import paper_name
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_MOST_TEXT = 200


class Topic(NamedTuple):
    """A lead or what is beside the leads: facts in one line, and lines under headings."""

    title: str
    facts: Sequence[str]
    parts: Sequence[tuple[str, Sequence[str]]]


def brief(
    connection: Connection, name: str, lang: str, among: Collection[int] | None = None
) -> list[Topic]:
    """Return what a successor of a person must know, lead by lead; of the leads `among` only."""
    topics = [
        _topic(connection, row)
        for row in connection.execute(_SQL["leads"], {"name": name, "lang": lang}).fetchall()
        if among is None or row[0] in among
    ]
    return topics if among is not None else [*topics, *_beside(connection, name)]


def _topic(connection: Connection, row: Sequence[object]) -> Topic:
    lead_id, name, customer, contact, reach, stage, status, cents, currency, close, touched = row
    facts = [
        str(text)
        for text in (
            customer,
            " ".join(filter(None, (str(contact), str(reach)))),
            stage,
            _(str(status)) if status != "open" else "",
            f"{money_text(int(str(cents)))} {currency}" if cents is not None else "",
            _("expected close {day}").format(day=close) if close else "",
            _("last contact {day}").format(day=touched),
        )
        if text
    ]
    parts = [
        (_("Next steps"), _steps(connection, lead_id)),
        (_("The customer waits for"), _waits(connection, lead_id)),
        (_("To be paid"), _payments(connection, lead_id)),
        (_("Last contacts"), _contacts(connection, lead_id)),
    ]
    title = _("Lead {id}: {name}").format(id=lead_id, name=name)
    return Topic(title, facts, [(heading, lines) for heading, lines in parts if lines])


def _steps(connection: Connection, lead_id: object) -> list[str]:
    rows = connection.execute(_SQL["steps"], {"id": lead_id}).fetchall()
    return [_dated(day, what) for day, what, _owner in rows]


def _dated(day: str, text: str) -> str:
    return _("{field}: {value}").format(field=day, value=text)


def _waits(connection: Connection, lead_id: object) -> list[str]:
    """Return what we owe the customer: answers, papers, deliveries."""
    lines = []
    for number, quote_id, sent, valid, cents, currency in connection.execute(
        _SQL["quotes"], {"id": lead_id}
    ).fetchall():
        paper = paper_name(number or None, quote_id)
        total = f"{money_text(cents)} {currency}"
        if sent:
            text = _("Quote {paper} over {total}, sent {day}, valid until {valid}: no answer yet")
        else:
            text = _("Quote {paper} over {total}, not sent yet")
        lines.append(text.format(paper=paper, total=total, day=sent, valid=valid or "–"))
    for day, what, contract in connection.execute(_SQL["milestones"], {"id": lead_id}).fetchall():
        text = _("{what} of contract {contract}, due {day}")
        lines.append(text.format(what=what, contract=contract, day=day or "–"))
    for number, what, day in connection.execute(_SQL["tickets"], {"id": lead_id}).fetchall():
        text = _("Ticket {number} since {day}: {what}")
        lines.append(text.format(number=number or "–", day=day, what=_short(what)))
    return lines


def _payments(connection: Connection, lead_id: object) -> list[str]:
    lines = []
    for day, what, cents, currency, contract in connection.execute(
        _SQL["payments"], {"id": lead_id}
    ).fetchall():
        text = _("{amount} of contract {contract}, due {day}")
        amount = f"{money_text(cents)} {currency}"
        line = text.format(amount=amount, contract=contract or "–", day=day or "–")
        lines.append(f"{line} ({what})" if what else line)
    return lines


def _contacts(connection: Connection, lead_id: object) -> list[str]:
    rows = connection.execute(_SQL["contacts"], {"id": lead_id}).fetchall()
    return [_dated(f"{day} · {_(kind)} · {actor}", _short(text)) for day, kind, text, actor in rows]


def _beside(connection: Connection, name: str) -> list[Topic]:
    """Return what is the person's beside their leads."""
    followups = [
        f"{_dated(day, what)} · {_('Lead {id}: {name}').format(id=id, name=lead)}"
        for day, what, id, lead in connection.execute(_SQL["others"], {"name": name}).fetchall()
    ]
    tickets = [
        _("Ticket {number} since {day}: {what}").format(
            number=number or "–", day=day, what=f"{_short(text)} · {customer}"
        )
        for number, text, day, customer in connection.execute(
            _SQL["other_tickets"], {"name": name}
        ).fetchall()
    ]
    parts = [(_("Next steps"), followups), (_("Tickets"), tickets)]
    found = [(heading, lines) for heading, lines in parts if lines]
    return [Topic(_("Beside the leads"), (), found)] if found else []


def _short(text: str) -> str:
    """Return a text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_TEXT else line[: _MOST_TEXT - 1] + "…"
