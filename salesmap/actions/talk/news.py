"""What people are told of a change: leads they got or lost, decisions they waited for, conflicts.

A database without members tells nobody anything but comments.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.team.sight import Sight, keeper
from salesmap.core.folding import fold
from salesmap.domain.lead import Lead
from salesmap.domain.papers.names import kept_name
from salesmap.domain.records import News, NewsRead
from salesmap.domain.team.person import Person
from salesmap.store.database import Database
from salesmap.store.members import deputies, has_members, people
from salesmap.store.unit_of_work import UnitOfWork

_MOST_LEADS = 3
"""Of more leads that a person gets or loses in one change, they are told the number."""

_TOUCHED = """
SELECT DISTINCT table_name FROM change_row
WHERE change_id = ? AND table_name IN ('approval', 'lead', 'ruling') ORDER BY table_name
"""
_GOT = """
SELECT l.id, l.owner FROM change_row r JOIN lead l ON l.id = r.row_id
WHERE r.change_id = ? AND r.table_name = 'lead' AND l.owner IS NOT NULL AND l.status = 'open'
  AND lower(l.owner) <> lower(?)
  AND (r.before IS NULL
    OR lower(coalesce(json_extract(r.before, '$.owner'), '')) <> lower(l.owner)) ORDER BY l.id
"""
_CARED = """
SELECT l.id, l.caretaker FROM change_row r JOIN lead l ON l.id = r.row_id
WHERE r.change_id = ? AND r.table_name = 'lead' AND l.caretaker IS NOT NULL AND l.status <> 'open'
  AND lower(l.caretaker) <> lower(?)
  AND (r.before IS NULL
    OR lower(coalesce(json_extract(r.before, '$.caretaker'), '')) <> lower(l.caretaker))
ORDER BY l.id
"""
_LOST = """
SELECT l.id, json_extract(r.before, '$.owner') FROM change_row r JOIN lead l ON l.id = r.row_id
WHERE r.change_id = ? AND r.table_name = 'lead' AND l.owner IS NULL AND l.status = 'open'
  AND json_extract(r.before, '$.owner') IS NOT NULL ORDER BY l.id
"""
_HANDED_OVER = """
SELECT o.lead_id FROM change_row r JOIN owner_change o ON o.id = r.row_id
WHERE r.change_id = ? AND r.table_name = 'owner_change' AND o.kind = 'handed_over'
ORDER BY o.lead_id
"""
_APPROVALS = """
SELECT a.asked_by, a.role, a.decision, a.note, coalesce(q.lead_id, k.lead_id),
  coalesce(q.number, k.number), coalesce(q.id, k.id), r.before IS NULL
FROM change_row r JOIN approval a ON a.id = r.row_id
LEFT JOIN quote_version v ON v.id = a.quote_version_id LEFT JOIN quote q ON q.id = v.quote_id
LEFT JOIN contract_version w ON w.id = a.contract_version_id
LEFT JOIN contract k ON k.id = w.contract_id
WHERE r.change_id = ? AND r.table_name = 'approval' AND a.voided_at IS NULL
  AND (r.before IS NULL OR (a.decision IS NOT NULL
    AND json_extract(r.before, '$.decision') IS NULL)) ORDER BY a.id
"""
_RULED = """
SELECT n.owner_before, u.outcome, u.owner, min(n.lead_id) FROM change_row r
JOIN ruling u ON u.id = r.row_id JOIN ruling_lead n ON n.ruling_id = u.id
WHERE r.change_id = ? AND r.table_name = 'ruling' AND r.before IS NULL
  AND n.owner_before IS NOT NULL
GROUP BY n.owner_before, u.outcome, u.owner ORDER BY n.owner_before
"""


class Told(NamedTuple):
    """Something a person is told, of a lead or of many (None)."""

    person: str
    kind: str
    lead_id: int | None
    subject: str | None = None


def news(
    change: UnitOfWork,
    person: str,
    kind: str,
    lead_id: int | None,
    *,
    comment_id: int | None = None,
    subject: str | None = None,
) -> News:
    """Return a piece of news of this change."""
    return News(
        person=person,
        person_key=fold(person),
        kind=kind,
        lead_id=lead_id,
        comment_id=comment_id,
        subject=subject,
        at=change.now,
        actor=change.database.user,
        recorded_at=change.now,
    )


def tell_news(change: UnitOfWork, conflicts: Sequence[tuple[str, int, int]] = ()) -> None:
    """Tell members what a change means to them, as a part of it. Undoing is no news.

    `conflicts` are (owner, own lead, the other lead) of the conflicts that the change brings about.
    """
    if change.change.undoes is not None or not has_members(change.connection):
        return
    touched = {table for (table,) in change.sql(_TOUCHED, change.change.id)}
    if not touched:
        return
    members = {person.key: person for person in people(change.connection) if person.is_active}
    actor = fold(change.database.user)
    told: list[Told] = []
    if "lead" in touched:
        told += [*_of_leads(change), *_of_pool(change)]
        told += [Told(owner, "conflict", own, f"{other}") for owner, own, other in conflicts]
    if "approval" in touched:
        told += _of_approvals(change, list(members.values()))
    if "ruling" in touched:
        told += _of_rulings(change)
    sight = Sight(change.connection, change.database)
    for each in dict.fromkeys(told):
        person = members.get(fold(each.person))
        if person is not None and person.key != actor and _is_seen(change, sight, each):
            piece = news(change, person.name, each.kind, each.lead_id, subject=each.subject)
            change.add(piece)


def _is_seen(change: UnitOfWork, sight: Sight, told: Told) -> bool:
    """Return whether a person may see the lead that the news is about, if it is about one.

    Decisions, and that a lead is in the pool, are told to whom they concern, about what was theirs.
    """
    if told.kind in ("decision", "pool"):
        return True
    lead = change.get(Lead, told.lead_id) if told.lead_id is not None else None
    return lead is None or sight.has(told.person, keeper(lead))


def mark_read(database: Database, ids: Sequence[int]) -> int:
    """Mark pieces of news as read. Returns how many were not yet."""
    with transaction(database) as change:
        unread = [id for id in ids if change.get(NewsRead, id) is None]
        for id in unread:
            change.add(NewsRead(id=id, at=change.now))
        return len(unread)


def _of_leads(change: UnitOfWork) -> Iterator[Told]:
    """Yield that people got leads: each, or the number of many."""
    user = change.database.user
    got: dict[str, list[int]] = defaultdict(list)
    for statement in (_GOT, _CARED):
        for lead_id, owner in change.sql(statement, change.change.id, user):
            got[owner].append(lead_id)
    handed = {lead for (lead,) in change.sql(_HANDED_OVER, change.change.id)} if got else set()
    for owner, leads in got.items():
        kind = "handover" if any(id in handed for id in leads) else "assigned"
        yield from _counted(owner, kind, leads)


def _of_pool(change: UnitOfWork) -> Iterator[Told]:
    """Yield that people's leads are in the pool now: each, or the number of many."""
    lost: dict[str, list[int]] = defaultdict(list)
    for lead_id, owner in change.sql(_LOST, change.change.id):
        lost[owner].append(lead_id)
    for owner, leads in lost.items():
        yield from _counted(owner, "pool", leads)


def _counted(person: str, kind: str, leads: Sequence[int]) -> Iterator[Told]:
    if len(leads) > _MOST_LEADS:
        yield Told(person, kind, None, f"{len(leads)}")
    else:
        yield from (Told(person, kind, id) for id in leads)


def _of_approvals(change: UnitOfWork, members: Sequence[Person]) -> Iterator[Told]:
    """Yield who is asked for approval, deputies too, and what was decided for who asked."""
    standing_in = deputies(change.connection, change.database.clock.today())
    for asked_by, role, decision, note, lead_id, number, id, is_new in change.sql(
        _APPROVALS, change.change.id
    ):
        paper = kept_name(number, id)
        if decision is not None:
            subject = "\n".join([decision, paper, *([note] if note else ())])
            yield Told(asked_by, "decision", lead_id, subject)
        elif is_new:
            for person in members:
                if person.role == role:
                    names = (person.name, *standing_in.get(person.key, ()))
                    yield from (Told(name, "approval", lead_id, paper) for name in names)


def _of_rulings(change: UnitOfWork) -> Iterator[Told]:
    """Yield how a conflict was settled, for its owners; who got the leads knows by them."""
    for person, outcome, owner, lead_id in change.sql(_RULED, change.change.id):
        if owner is None or fold(owner) != fold(person):
            subject = "\n".join([outcome, *([owner] if owner else ())])
            yield Told(person, "decision", lead_id, subject)
