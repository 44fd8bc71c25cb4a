"""Setting targets, and splitting them so that the parts add up exactly."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from salesmap.actions.books import writing
from salesmap.errors import NotFound, Refused, Unreadable
from salesmap.i18n import _
from salesmap.periods import Period, named
from salesmap.store.book import Book
from salesmap.store.models import Target
from salesmap.store.writing import Writing
from salesmap.vocabulary import TARGET_PARTS
from salesmap.working_days import WorkingDays


class Aim(NamedTuple):
    """Whose target, of which time and kind."""

    owner: str | None
    period: Period
    kind: str


def set_target(book: Book, aim: Aim, amount: int) -> int:
    """Set a target, or change it. The value is in hundredths. Returns its id."""
    with writing(book) as change:
        target = _put(change, aim, amount)
        change.describe("target set: {}", f"{aim.owner or '*'} · {target.period} · {aim.kind}")
        return target.id


def drop(book: Book, aim: Aim) -> None:
    """Take a target away. Raises NotFound."""
    with writing(book) as change:
        target = _found(change, aim)
        change.session.delete(target)
        change.describe("target taken away: {}", f"{aim.owner or '*'} · {target.period} · {aim.kind}")


def split(book: Book, aim: Aim, by: str, weights: Mapping[str, float], calendar: WorkingDays) -> int:
    """Split a target by `person` (with weights), `month`, `week` or `day`; times count by their working days. What does not divide
    goes to the parts with the largest remainder, so that they add up to the hundredth. Returns how many parts there are.

    Raises NotFound without such a target, Unreadable where nothing can be split.
    """
    with writing(book) as change:
        target = _found(change, aim)
        parts = _people(aim, weights) if by == TARGET_PARTS[0] else _times(aim, by, calendar)
        if not parts:
            raise Unreadable(_("There is nothing to split the target by."))
        shares = apportioned(target.amount, [weight for _part, weight in parts])
        for (part, _weight), amount in zip(parts, shares, strict=True):
            if part == aim:
                raise Refused(_("The target of {period} has only one such part: itself.").format(period=target.period))
            _put(change, part, amount)
        change.describe("target split: {}", f"{aim.owner or '*'} · {target.period} · {aim.kind}")
        return len(parts)


def apportioned(amount: int, weights: Sequence[float]) -> list[int]:
    """Whole parts by weight that add up to the amount: the largest remainders are rounded up (Hamilton's method)."""
    total = sum(weights)
    exact = [amount * weight / total for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def _people(aim: Aim, weights: Mapping[str, float]) -> list[tuple[Aim, float]]:
    if aim.owner is not None:
        raise Refused(_("This is one person's target already: split it by month, week or day."))
    if not weights or any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise Unreadable(_("Say among whom: --among ann=2,bo=1, with weights that are no less than nothing."))
    return [(aim._replace(owner=owner), weight) for owner, weight in weights.items()]


def _times(aim: Aim, by: str, calendar: WorkingDays) -> list[tuple[Aim, float]]:
    """The parts of the time with a working day in them, weighted by how many."""
    parts = ((part, len(calendar.between(*part))) for part in _pieces(aim.period, by))
    return [(aim._replace(period=part), days) for part, days in parts if days]


def _pieces(period: Period, by: str) -> Iterable[Period]:
    """The months, weeks or days of a time, cut off at its ends."""
    start = period.since
    while start <= period.until:
        if by == "month":
            following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        elif by == "week":
            following = start + timedelta(days=7 - start.weekday())
        else:
            following = start + timedelta(days=1)
        end: date = min(following - timedelta(days=1), period.until)
        yield Period(start, end)
        start = following


def _put(change: Writing, aim: Aim, amount: int) -> Target:
    target = change.session.exec(_same(aim)).first()
    if target is None:
        since, until = aim.period.since.isoformat(), aim.period.until.isoformat()
        target = Target(
            owner=aim.owner, period=named(aim.period), since=since, until=until, kind=aim.kind, amount=amount, recorded_at=change.now
        )
        change.session.add(target)
    elif target.amount != amount:
        target.amount, target.version = amount, target.version + 1
    change.session.flush()
    return target


def _found(change: Writing, aim: Aim) -> Target:
    target = change.session.exec(_same(aim)).first()
    if target is None:
        raise NotFound(_("There is no such target: see 'salesmap target show --all'."))
    return target


def _same(aim: Aim) -> SelectOfScalar[Target]:
    owner = func.lower(func.coalesce(col(Target.owner), "")) == (aim.owner or "").lower()
    since, until = aim.period.since.isoformat(), aim.period.until.isoformat()
    return select(Target).where(owner, Target.since == since, Target.until == until, Target.kind == aim.kind)
