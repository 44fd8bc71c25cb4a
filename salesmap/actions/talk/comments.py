"""Comments on leads, and whom each concerns."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.talk.news import news
from salesmap.actions.team.sight import Sight, keeper
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText
from salesmap.domain.lead import Lead
from salesmap.domain.records import Comment
from salesmap.domain.talk.mentions import mentions
from salesmap.store.database import Database
from salesmap.store.members import people
from salesmap.store.unit_of_work import UnitOfWork

_KNOWN = """
SELECT owner FROM lead WHERE owner IS NOT NULL
UNION SELECT owner FROM followup WHERE owner IS NOT NULL
UNION SELECT actor FROM change WHERE rows IS NOT NULL ORDER BY 1
"""


class Said(NamedTuple):
    """A comment that was written: whom it was told to, and the mentions that are nobody.

    `unseeing` are those mentioned who may not see the lead: a mention gives no right.
    """

    comment_id: int
    told: Sequence[str]
    unknown: Sequence[str]
    unseeing: Sequence[str]


def comment(database: Database, lead_id: int, text: str) -> Said:
    """Write a comment on a lead, and tell whom it concerns.

    That is who is mentioned, the lead's owner (or caretaker), and who commented on it before; never
    oneself, and only people who may see the lead. Raises LeadNotFound, EmptyText, NotAllowed.
    """
    text = text.strip()
    if not text:
        raise EmptyText(_("A comment cannot be empty."))
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        sight = Sight(change.connection, database)
        sight.require(lead)
        mentioned = mentions(text, known_people(change))
        concerned = _concerned(change, lead)
        written = change.add(
            Comment(
                lead_id=lead.id,
                text=text,
                at=change.now,
                actor=database.user,
                recorded_at=change.now,
            )
        )
        told, unseeing = [], []
        for person in _once([*mentioned.people, *concerned], but=database.user):
            is_mentioned = any(fold(person) == fold(name) for name in mentioned.people)
            if not sight.has(person, keeper(lead)):
                unseeing += [person] if is_mentioned else []
                continue
            kind = "mention" if is_mentioned else "comment"
            change.add(news(change, person, kind, lead.id, comment_id=written.id))
            told.append(person)
        change.describe(N_("comment on lead: {}"), lead.name)
        return Said(written.id, told, mentioned.unknown, unseeing)


def known_people(change: UnitOfWork) -> list[str]:
    """Return whom a comment can mention: the members, or who owns or did anything without them."""
    members = people(change.connection)
    if members:
        return [person.name for person in members if person.is_active]
    return [name for (name,) in change.sql(_KNOWN)]


def _concerned(change: UnitOfWork, lead: Lead) -> list[str]:
    """Return whom a comment concerns that mentions nobody; of members, the active ones."""
    whose = keeper(lead)
    earlier = change.sql("SELECT actor FROM comment WHERE lead_id = ? ORDER BY id", lead.id)
    names = [*([whose] if whose else ()), *(name for (name,) in earlier)]
    members = {person.key: person for person in people(change.connection)}
    if not members:
        return names
    return [
        members[fold(name)].name
        for name in names
        if fold(name) in members and members[fold(name)].is_active
    ]


def _once(names: Iterable[str], but: str) -> list[str]:
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(fold(name), name)
    by_key.pop(fold(but), None)
    return list(by_key.values())
