"""Where a contact with a customer took place, in words or as coordinates, and who went along."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import N_, _

_COORDINATES = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,，]\s*([+-]?\d+(?:\.\d+)?)\s*")
_BETWEEN = re.compile(r"[,，、;；]")
_WITHOUT_PLACE = ("call", "message", "email", "note")
_MOST_NORTH, _MOST_EAST = 90, 180


class NoSuchCoordinates(UsageError):
    """Latitude and longitude lie on no globe."""

    code = "no_such_coordinates"

    def __init__(self, text: str) -> None:
        message = _(
            "{text} is no place on earth: latitude is -90 to 90, then longitude -180 to 180."
        )
        super().__init__(message.format(text=text), text=text)


class EmptyPlace(UsageError):
    """A place, or a name of who went along, is empty."""

    code = "empty_place"

    def __init__(self, what: str) -> None:
        super().__init__(_("{what} cannot be empty.").format(what=_(what)), what=what)


class NothingOfThePlace(RuleViolation):
    """A call or a message takes place nowhere."""

    code = "nothing_of_the_place"

    def __init__(self, kind: str) -> None:
        text = _("A place and who went along belong to a visit or a meeting, not to: {kind}.")
        super().__init__(text.format(kind=_(kind)), kind=kind)


class Whereabouts(NamedTuple):
    """The place of a contact and who went along, as stored; None where nothing was said."""

    place: str | None = None
    companions: str | None = None

    def check_kind(self, kind: str) -> None:
        """Raise NothingOfThePlace for a kind of contact that takes place nowhere."""
        if (self.place or self.companions) and kind in _WITHOUT_PLACE:
            raise NothingOfThePlace(kind)


NOWHERE = Whereabouts()


def whereabouts(place: str | None, companions: Iterable[str]) -> Whereabouts:
    """Return what was typed: coordinates as `LAT,LON`, names separated in one way.

    Raises NoSuchCoordinates, EmptyPlace.
    """
    names = [name.strip() for each in companions for name in _BETWEEN.split(each)]
    if not all(names):
        raise EmptyPlace(N_("Who went along"))
    return Whereabouts(_place(place), ", ".join(dict.fromkeys(names)) or None)


def coordinates(place: str | None) -> tuple[float, float] | None:
    """Return the latitude and longitude of a stored place; None for one in words."""
    found = _COORDINATES.fullmatch(place or "")
    return (float(found[1]), float(found[2])) if found else None


def _place(text: str | None) -> str | None:
    if text is None:
        return None
    if not text.strip():
        raise EmptyPlace(N_("The place"))
    found = _COORDINATES.fullmatch(text)
    if found is None:
        return " ".join(text.split())
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > _MOST_NORTH or abs(longitude) > _MOST_EAST:
        raise NoSuchCoordinates(text.strip())
    return f"{found[1]},{found[2]}"
