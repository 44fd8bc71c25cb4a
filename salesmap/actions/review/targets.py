"""Targets: setting, deleting, and splitting them so that the parts add up exactly."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core.calendar import WorkingDays
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.core.periods import Period, period_name
from salesmap.domain.records import Target
from salesmap.domain.team.errors import UnknownTeam
from salesmap.store.database import Database
from salesmap.store.members import people, team_names
from salesmap.store.unit_of_work import UnitOfWork


class TargetKey(NamedTuple):
    """Whose target it is, an owner's, a team's or (without either) everybody's; time and kind.

    `period_label` is the name of the time if the dates do not give it: a week that a longer time
    cuts off keeps its name.
    """

    owner: str | None
    period: Period
    kind: str
    period_label: str | None = None
    team: str | None = None

    @property
    def period_name(self) -> str:
        """Return the name of the time."""
        return self.period_label or period_name(self.period)


class TargetNotFound(NotFoundError):
    """There is no such target."""

    code = "target_not_found"

    def __init__(self, key: TargetKey) -> None:
        super().__init__(
            _("Target not found."),
            owner=key.owner,
            team=key.team,
            period=key.period_name,
            kind=key.kind,
        )


class AmbiguousTarget(RuleViolation):
    """Several targets have a time of this name. `candidates` are the times."""

    code = "ambiguous_target"

    def __init__(self, period: str, targets: Sequence[Target]) -> None:
        times = [f"{target.since}…{target.until}" for target in targets]
        text = _("Several targets match {period}: {times}. Name one exactly.")
        super().__init__(
            text.format(period=period, times=", ".join(times)), period=period, candidates=times
        )


class TargetOfOneOwner(RuleViolation):
    """A target of one owner shall be split by owner."""

    code = "target_of_one_owner"

    def __init__(self, owner: str) -> None:
        text = _("This target already belongs to one owner: split it by month, week or day.")
        super().__init__(text, owner=owner)


class TargetOfOneTeam(RuleViolation):
    """A target of one team shall be split by team."""

    code = "target_of_one_team"

    def __init__(self, team: str) -> None:
        text = _("This target already belongs to one team: split it by person, month, week or day.")
        super().__init__(text, team=team)


class SinglePart(RuleViolation):
    """A target shall be split into one part."""

    code = "single_part"

    def __init__(self, period: str) -> None:
        text = _("Cannot split the target of {period}: it has only one part.")
        super().__init__(text.format(period=period), period=period)


class WeightsMissing(UsageError):
    """A split by owner needs weights."""

    code = "weights_missing"

    def __init__(self) -> None:
        super().__init__(_("Name the owners or teams and their weights (0 or more)."))


class WeightsIncomplete(UsageError):
    """A split by time has a weight for another part, or a part without. `odd` is the first one."""

    code = "weights_incomplete"

    def __init__(self, names: Sequence[str], odd: str) -> None:
        text = _("Give every part a weight, and no other: {names} (check {odd}).")
        super().__init__(text.format(names=", ".join(names), odd=odd), known=list(names), odd=odd)


def set_target(database: Database, key: TargetKey, amount: int) -> int:
    """Set a target, or change it. A value is in hundredths. Return its id. Raises UnknownTeam."""
    with transaction(database) as change:
        key = _known(change, key)
        target = _save(change, key, amount)
        change.describe("target set: {}", _summary(key, target))
        return target.id


def drop(database: Database, key: TargetKey) -> None:
    """Delete a target. Raises TargetNotFound, AmbiguousTarget."""
    with transaction(database) as change:
        target = _existing(change, key)
        change.delete(target)
        change.describe("target taken away: {}", _summary(key, target))


def split(
    database: Database, key: TargetKey, by: str, weights: Mapping[str, float], calendar: WorkingDays
) -> int:
    """Split a target by `person`, `team`, `month`, `week` or `day`. Return the number of parts.

    The parts are weighted by `weights`; else those of the time by their working days, teams by
    their active members, the members of a team equally. Raises TargetNotFound, AmbiguousTarget,
    TargetOfOneOwner, TargetOfOneTeam, UnknownTeam, SinglePart, UsageError.
    """
    with transaction(database) as change:
        target = _existing(change, key)
        period = Period(date.fromisoformat(target.since), date.fromisoformat(target.until))
        total = key._replace(period=period, period_label=target.period)
        if by == "person":
            parts = _owner_parts(total, weights or _members(change, key.team))
        elif by == "team":
            parts = _team_parts(change, total, weights)
        else:
            parts = _time_parts(total, by, weights, calendar)
        if not parts:
            raise UsageError(_("Cannot split the target: every part has weight 0."))
        if any(part == total for part, _weight in parts):
            raise SinglePart(target.period)
        amounts = apportioned(target.amount, [weight for _part, weight in parts])
        for (part, _weight), amount in zip(parts, amounts, strict=True):
            _save(change, part, amount)
        change.describe("target split: {}", _summary(key, target))
        return len(parts)


def apportioned(amount: int, weights: Sequence[float]) -> list[int]:
    """Return whole parts by weight that add up to the amount.

    The largest remainders are rounded up (Hamilton's method).
    """
    total = sum(weights)
    exact = [amount * weight / total for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def _owner_parts(key: TargetKey, weights: Mapping[str, float]) -> list[tuple[TargetKey, float]]:
    if key.owner is not None:
        raise TargetOfOneOwner(key.owner)
    if not weights or any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise WeightsMissing
    return [(key._replace(owner=owner, team=None), weight) for owner, weight in weights.items()]


def _team_parts(
    change: UnitOfWork, key: TargetKey, weights: Mapping[str, float]
) -> list[tuple[TargetKey, float]]:
    if key.owner is not None:
        raise TargetOfOneOwner(key.owner)
    if key.team is not None:
        raise TargetOfOneTeam(key.team)
    if not weights:
        active = (person for person in people(change.connection) if person.is_active)
        weights = Counter(person.team for person in active if person.team)
    if any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise WeightsMissing
    named = ((_known(change, key._replace(team=team)), weight) for team, weight in weights.items())
    return [(part, weight) for part, weight in named if weight]


def _members(change: UnitOfWork, team: str | None) -> dict[str, float]:
    """Return the members of a team, of equal weight; nobody without a team."""
    active = [person for person in people(change.connection) if person.is_active]
    return {each.name: 1.0 for each in active if team and fold(each.team or "") == fold(team)}


def _known(change: UnitOfWork, key: TargetKey) -> TargetKey:
    """Return the key with the team as its members have it. Raises UnknownTeam."""
    if key.team is None:
        return key
    names = {fold(name): name for name in team_names(change.connection)}
    if fold(key.team) not in names:
        raise UnknownTeam(key.team, names.values())
    return key._replace(team=names[fold(key.team)])


def _time_parts(
    key: TargetKey, by: str, weights: Mapping[str, float], calendar: WorkingDays
) -> list[tuple[TargetKey, float]]:
    """Return the parts of the time that have a weight, with it."""
    parts = [
        key._replace(period=period, period_label=name) for name, period in _pieces(key.period, by)
    ]
    if weights:
        names = [part.period_name for part in parts]
        if odd := sorted({*names} ^ {*weights}):
            raise WeightsIncomplete(names, odd[0])
        weighted = [(part, weights[part.period_name]) for part in parts]
    else:
        weighted = [(part, calendar.weight(calendar.between(*part.period))) for part in parts]
    if any(weight < 0 for _part, weight in weighted):
        raise UsageError(_("A weight must be 0 or more."))
    return [(part, weight) for part, weight in weighted if weight]


def _pieces(period: Period, by: str) -> Iterator[tuple[str, Period]]:
    """Yield the months, weeks or days of a time with their names, cut off at its ends."""
    name_of, start_after = _PIECES[by]
    start = period.since
    while start <= period.until:
        following = start_after(start)
        end = min(following - timedelta(days=1), period.until)
        yield name_of(start), Period(start, end)
        start = following


_PIECES: dict[str, tuple[Callable[[date], str], Callable[[date], date]]] = {
    "month": (
        lambda day: f"{day:%Y-%m}",
        lambda day: (day.replace(day=1) + timedelta(days=32)).replace(day=1),
    ),
    "week": (
        lambda day: "{}-W{:02}".format(*day.isocalendar()),
        lambda day: day + timedelta(days=7 - day.weekday()),
    ),
    "day": (date.isoformat, lambda day: day + timedelta(days=1)),
}
"""How a part that begins on a day is called, and when the next one begins."""


def _save(change: UnitOfWork, key: TargetKey, amount: int) -> Target:
    target = change.first(Target, *_same(key))
    if target is None:
        return change.add(
            Target(
                owner=key.owner,
                team=key.team,
                period=key.period_name,
                since=key.period.since.isoformat(),
                until=key.period.until.isoformat(),
                kind=key.kind,
                amount=amount,
                recorded_at=change.now,
            )
        )
    if target.amount != amount:
        target.amount, target.version = amount, target.version + 1
    return target


def _existing(change: UnitOfWork, key: TargetKey) -> Target:
    """Return the target; one of a time that was cut off by its name alone, if it is the only one.

    Raises TargetNotFound, AmbiguousTarget.
    """
    targets = change.all(Target, *_same(key)) or change.all(Target, *_same_name(key))
    if not targets:
        raise TargetNotFound(key)
    if len(targets) > 1:
        raise AmbiguousTarget(key.period_name, targets)
    return targets[0]


def _same(key: TargetKey) -> tuple[str, ...]:
    condition, *parameters = _same_name(key)
    period = key.period.since.isoformat(), key.period.until.isoformat()
    return f"{condition} AND since = ? AND until = ?", *parameters, *period


def _same_name(key: TargetKey) -> tuple[str, ...]:
    condition = (
        "lower(coalesce(owner, '')) = lower(?) AND lower(coalesce(team, '')) = lower(?)"
        " AND period = ? AND kind = ?"
    )
    return condition, key.owner or "", key.team or "", key.period_name, key.kind


def _summary(key: TargetKey, target: Target) -> str:
    return f"{key.owner or key.team or '*'} · {target.period} · {key.kind}"
