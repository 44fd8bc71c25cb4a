"""Refusals about the members of the team."""

from collections.abc import Iterable, Sequence
from datetime import date

from salesmap.core.errors import NotFoundError, RuleViolation, UnknownNameError, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _, word


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return the names that are spelled nearly so, the nearest first."""
    from difflib import get_close_matches

    by_key = {fold(each): each for each in known}
    return [by_key[key] for key in get_close_matches(fold(name), by_key, 3, 0.5)]


class UnknownOwner(UsageError):
    """Somebody who is no member shall own something. `data`: the nearest `candidates`."""

    code = "unknown_owner"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        text = _("{name!r} is no member of the team.")
        super().__init__(text.format(name=name), name=name, candidates=nearest(name, known))


class OwnerHasLeft(UsageError):
    """Somebody who left the team shall own something."""

    code = "owner_has_left"

    def __init__(self, name: str, left_on: str) -> None:
        text = _("{name} left the team on {day}.")
        super().__init__(text.format(name=name, day=left_on), name=name, left_on=left_on)


class MemberNotFound(NotFoundError):
    """No member is called so. `data`: the nearest `candidates`."""

    code = "member_not_found"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        text = _("Member {name!r} not found.")
        super().__init__(text.format(name=name), name=name, candidates=nearest(name, known))


class MemberExists(RuleViolation):
    """A member is called so already."""

    code = "member_exists"

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is a member already.").format(name=name), name=name)


class UnknownRole(UnknownNameError):
    """No role is called so."""

    code = "unknown_role"
    message = N_("Unknown role {name!r}: choose one of {known}.")


class UnknownTeam(UnknownNameError):
    """No member is of a team of this name."""

    code = "unknown_team"
    message = N_("Unknown team {name!r}: choose one of {known}.")


class BadMemberName(UsageError):
    """A name that cannot be typed as an owner."""

    code = "bad_member_name"

    def __init__(self, name: str) -> None:
        text = _("A member cannot be called {name!r}.")
        super().__init__(text.format(name=name), name=name)


class OwnManager(UsageError):
    """A member shall be their own manager, or one of those they manage shall be it."""

    code = "own_manager"

    def __init__(self, name: str, manager: str) -> None:
        text = _("{manager} cannot be the manager of {name}: that would be a circle.")
        super().__init__(text.format(name=name, manager=manager), name=name, manager=manager)


class OwnDeputy(UsageError):
    """A member shall be their own deputy."""

    code = "own_deputy"

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} cannot be their own deputy.").format(name=name), name=name)


class AbsenceEndsBeforeItBegins(UsageError):
    """An absence ends before it begins."""

    code = "absence_order"

    def __init__(self, since: date, until: date) -> None:
        text = _("The absence ends on {until}, before it begins on {since}.")
        super().__init__(text.format(since=since, until=until), since=since, until=until)


class AbsenceOverlaps(RuleViolation):
    """A member is away already in that time."""

    code = "absence_overlaps"

    def __init__(self, name: str, since: str, until: str) -> None:
        text = _("{name} is away already from {since} to {until}.")
        super().__init__(
            text.format(name=name, since=since, until=until), name=name, since=since, until=until
        )


class HasOpenThings(RuleViolation):
    """A member shall leave while something open is theirs. `data`: how many of each kind."""

    code = "has_open_things"

    def __init__(self, name: str, things: Sequence[tuple[str, int]]) -> None:
        listed = _(", ").join(f"{_(kind)} {count}" for kind, count in things)
        text = _("{name} still has: {things}.")
        super().__init__(text.format(name=name, things=listed), name=name, open=dict(things))


class LeaverWouldOwn(RuleViolation):
    """Something open would go back to who left. `data`: how many of each kind."""

    code = "leaver_would_own"

    def __init__(self, name: str, left_on: str, things: Sequence[tuple[str, int]]) -> None:
        listed = _(", ").join(f"{_(kind)} {count}" for kind, count in things)
        text = _("{things} would go back to {name}, who left the team on {day}.")
        super().__init__(
            text.format(things=listed, name=name, day=left_on),
            name=name,
            left_on=left_on,
            open=dict(things),
        )


class HasLeftAlready(RuleViolation):
    """A member left the team before."""

    code = "has_left_already"

    def __init__(self, name: str, left_on: str) -> None:
        text = _("{name} left the team on {day}.")
        super().__init__(text.format(name=name, day=left_on), name=name, left_on=left_on)


class HandoverToOneself(UsageError):
    """Somebody shall hand over to themselves."""

    code = "handover_to_oneself"

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} cannot hand over to themselves.").format(name=name), name=name)


class NothingToHandOver(NotFoundError):
    """Nothing open belongs to a person. `data`: the nearest `candidates` of an unknown name."""

    code = "nothing_to_hand_over"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        text = _("Nothing open belongs to {name}.")
        super().__init__(text.format(name=name), name=name, candidates=nearest(name, known))


_DOINGS = {
    "read": N_("may not see this"),
    "add": N_("may not add this"),
    "edit": N_("may not change this"),
    "delete": N_("may not delete this"),
    "export": N_("may not export this"),
    "assign": N_("may not give this to somebody"),
    "approve": N_("may not approve this"),
    "pay": N_("may not record payments"),
}


class NotAllowed(RuleViolation):
    """The role of the user does not allow what the change did. `data`: the `roles` that may."""

    code = "not_allowed"

    def __init__(
        self,
        user: str,
        role: str | None,
        verb: str,
        table: str,
        owner: str | None,
        lead_id: int | None,
        roles: Sequence[str],
        *,
        with_owner: bool = True,
    ) -> None:
        parts = [_("{user} ({role}) {doing}"), _("{user}, who is no member, {doing}")]
        text = parts[role is None].format(
            user=user, role=word(role or ""), doing=_(_DOINGS.get(verb, verb))
        )
        if with_owner:
            of = _("it is {owner}'s").format(owner=owner) if owner else _("it is in the pool")
            if lead_id is not None:
                of = _("lead {id} is {owner}'s").format(id=lead_id, owner=owner or _("the pool"))
            text = _("{field}: {value}").format(field=text, value=of)
        who = _(", ").join(map(word, roles)) or _("nobody")
        super().__init__(
            _("{text}. Allowed for: {roles}.").format(text=text, roles=who),
            user=user,
            role=role,
            verb=verb,
            kind=table,
            owner=owner,
            lead_id=lead_id,
            roles=list(roles),
        )
