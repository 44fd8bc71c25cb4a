"""Setting targets, and splitting them so that the parts add up exactly."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core.calendar import WorkingDays
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.core.periods import Period, period_name
from salesmap.domain.records import Target
from salesmap.domain.vocabulary import TARGET_PARTS
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class TargetKey(NamedTuple):
    """Whose target, of which time and kind. A time that is cut off at the end of a longer one keeps its name: `called`."""

    owner: str | None
    period: Period
    kind: str
    called: str | None = None

    @property
    def name(self) -> str:
        """What people call the time."""
        return self.called or period_name(self.period)


def set_target(database: Database, aim: TargetKey, amount: int) -> int:
    """Set a target, or change it. The value is in hundredths. Returns its id."""
    with transaction(database) as change:
        target = _put(change, aim, amount)
        change.describe("target set: {}", f"{aim.owner or '*'} · {target.period} · {aim.kind}")
        return target.id


def drop(database: Database, aim: TargetKey) -> None:
    """Take a target away. Raises NotFoundError."""
    with transaction(database) as change:
        target = _found(change, aim)
        change.delete(target)
        change.describe(
            "target taken away: {}", f"{aim.owner or '*'} · {target.period} · {aim.kind}"
        )


def split(
    database: Database, aim: TargetKey, by: str, weights: Mapping[str, float], calendar: WorkingDays
) -> int:
    """Split a target by `person`, `month`, `week` or `day`: by weights, or else times by their working days, as the calendar weighs
    them. What does not divide goes to the parts with the largest remainder, so that they add up to the hundredth. Returns how many
    parts there are.

    Raises NotFoundError without such a target, RuleViolation for one that is ambiguous, UsageError where nothing can be split.
    """
    with transaction(database) as change:
        target = _found(change, aim)
        whole = aim._replace(
            period=Period(date.fromisoformat(target.since), date.fromisoformat(target.until)),
            called=target.period,
        )
        parts = (
            _people(whole, weights)
            if by == TARGET_PARTS[0]
            else _times(whole, by, weights, calendar)
        )
        if not parts:
            raise UsageError(_("Cannot split the target: every part has weight 0."))
        shares = apportioned(target.amount, [weight for _part, weight in parts])
        for (part, _weight), amount in zip(parts, shares, strict=True):
            if part == whole:
                raise RuleViolation(
                    _("Cannot split the target of {period}: it has only one part.").format(
                        period=target.period
                    )
                )
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


def _people(aim: TargetKey, weights: Mapping[str, float]) -> list[tuple[TargetKey, float]]:
    if aim.owner is not None:
        raise RuleViolation(
            _("This target already belongs to one owner: split it by month, week or day.")
        )
    if not weights or any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise UsageError(_("Name the owners and their weights (0 or more): --among ann=2,bo=1."))
    return [(aim._replace(owner=owner), weight) for owner, weight in weights.items()]


def _times(
    aim: TargetKey, by: str, weights: Mapping[str, float], calendar: WorkingDays
) -> list[tuple[TargetKey, float]]:
    """The parts of the time that count for anything, with how much they count for."""
    parts = [aim._replace(period=period, called=name) for name, period in _pieces(aim.period, by)]
    if weights:
        names = [part.name for part in parts]
        if odd := sorted({*names} ^ {*weights}):
            raise UsageError(
                _("Give every part a weight, and no other: {names} (check {odd}).").format(
                    names=", ".join(names), odd=odd[0]
                )
            )
        weighed = [(part, weights[part.name]) for part in parts]
    else:
        weighed = [(part, calendar.weight(calendar.between(*part.period))) for part in parts]
    if any(weight < 0 for _part, weight in weighed):
        raise UsageError(_("A weight must be 0 or more."))
    return [(part, weight) for part, weight in weighed if weight]


def _pieces(period: Period, by: str) -> Iterable[tuple[str, Period]]:
    """The months, weeks or days of a time and what they are called, cut off at its ends."""
    start = period.since
    while start <= period.until:
        if by == "month":
            following, name = (
                (start.replace(day=1) + timedelta(days=32)).replace(day=1),
                f"{start:%Y-%m}",
            )
        elif by == "week":
            following, name = (
                start + timedelta(days=7 - start.weekday()),
                "{}-W{:02}".format(*start.isocalendar()),
            )
        else:
            following, name = start + timedelta(days=1), start.isoformat()
        end: date = min(following - timedelta(days=1), period.until)
        yield name, Period(start, end)
        start = following


def _put(change: UnitOfWork, aim: TargetKey, amount: int) -> Target:
    target = change.first(Target, *_same(aim))
    if target is None:
        since, until = aim.period.since.isoformat(), aim.period.until.isoformat()
        target = Target(
            owner=aim.owner,
            period=aim.name,
            since=since,
            until=until,
            kind=aim.kind,
            amount=amount,
            recorded_at=change.now,
        )
        change.add(target)
    elif target.amount != amount:
        target.amount, target.version = amount, target.version + 1
    return target


def _found(change: UnitOfWork, aim: TargetKey) -> Target:
    """The target; one whose time is cut off goes by its name alone, where there is only one such."""
    found = change.all(Target, *_same(aim)) or change.all(Target, *_named(aim))
    if not found:
        raise NotFoundError(_("Target not found: see 'salesmap target show --all'."))
    if len(found) > 1:
        times = ", ".join(f"{target.since}…{target.until}" for target in found)
        raise RuleViolation(
            _("Several targets match {period}: {times}. Name one exactly.").format(
                period=aim.name, times=times
            )
        )
    return found[0]


def _same(aim: TargetKey) -> tuple[str, ...]:
    condition, *parameters = _named(aim)
    period = aim.period.since.isoformat(), aim.period.until.isoformat()
    return f"{condition} AND since = ? AND until = ?", *parameters, *period


def _named(aim: TargetKey) -> tuple[str, ...]:
    condition = "lower(coalesce(owner, '')) = lower(?) AND period = ? AND kind = ?"
    return condition, aim.owner or "", aim.name, aim.kind
