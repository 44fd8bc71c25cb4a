"""What becomes of each column of a sheet: a field, a field of one's own, or nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.exchange.mapping.aliases import bare, meanings

LEAD, HISTORY, ACTIVITY = "lead", "history", "activity"
"""What a file can be about; only leads have fields of one's own."""

OWN = "fields."
LEFT_OUT = "-"
_NAMING = {"name", "customer", "contact", "first_name", "last_name"}
# The second id of a file is an id of something else.
_ALONE = {"external_id", "stage", "status"}
_BESIDE = {"stage": "status", "status": "stage"}
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（]([^()（）]*)[)）]\s*\*?$")
_PREFIXED = re.compile(r"\s*\*?([^-–:]+?)\s+[-–]\s+(.+)$", re.DOTALL)
_WORSE = 1000


class ColumnMapping(NamedTuple):
    """A column and what it becomes: a field, `fields.NAME` for one's own, or `-` when it is left out.

    `guessed`: by its name. `stands_in`: the field that its cell is used for where the column of that field is empty.
    """

    header: str
    field: str
    guessed: bool = False
    stands_in: str | None = None

    def as_own(self) -> "ColumnMapping":
        """The same column as a field of one's own."""
        return ColumnMapping(
            self.header, self.field if self.field.startswith(OWN) else f"{OWN}{self.header}"
        )

    def as_left_out(self) -> "ColumnMapping":
        """The same column, not read."""
        return ColumnMapping(self.header, LEFT_OUT, guessed=True)


def fields(about: str = LEAD) -> list[str]:
    """The fields that a column can become."""
    return [
        field for field in dict.fromkeys(meanings("headers", about).values()) if field != LEFT_OUT
    ]


def fates(
    header: Sequence[str], wanted: Mapping[str, str], about: str = LEAD
) -> list[ColumnMapping]:
    """What becomes of each column: as `wanted` (header → field) says, else by its name, else a field of one's own.

    Raises UsageError for a header or a field that does not exist, or a field claimed twice.
    """
    chosen = _chosen(header, wanted, about)
    guesses = {
        place: guess
        for place, name in enumerate(header)
        if place not in chosen and (guess := _guess(name, about))
    }
    claimed = {field: place for place, field in chosen.items()}
    for place in sorted(guesses, key=lambda place: guesses[place][0]):
        claimed.setdefault(guesses[place][1], place)
    for place, (_rank, field) in guesses.items():
        # Some systems call the state a stage, some the stage a state: both words are understood in either field.
        if field in _BESIDE and place not in claimed.values():
            claimed.setdefault(_BESIDE[field], place)
    _fall_back(header, claimed, about)
    owned = {place: field for field, place in claimed.items()} | chosen
    unclaimed = _names_of_ones_own(header, owned) if about == LEAD else {}
    found = []
    for place, name in enumerate(header):
        meant = guesses[place][1] if place in guesses else None
        if meant == LEFT_OUT:
            found.append(ColumnMapping(name, LEFT_OUT, guessed=True))
        elif place in owned:
            found.append(ColumnMapping(name, owned[place], guessed=place not in chosen))
        else:
            found.append(
                ColumnMapping(
                    name,
                    unclaimed.get(place, LEFT_OUT),
                    guessed=True,
                    stands_in=None if meant in _ALONE else meant,
                )
            )
    return found


def field_named(name: str, about: str = LEAD) -> str:
    """The field that a word of `--map` or `--defaults` means. Raises UsageError."""
    if name in (LEFT_OUT, "skip"):
        return LEFT_OUT
    if about == LEAD and name.startswith(OWN) and name != OWN:
        return name
    field = meanings("headers", about).get(bare(name))
    if field is None:
        known = ", ".join(fields(about))
        own = _(
            "Unknown field {name!r}: choose one of {known}, fields.NAME for a custom field, "
            "or - to leave the column out."
        )
        none = _("Unknown field {name!r}: choose one of {known}, or - to leave the column out.")
        raise UsageError((own if about == LEAD else none).format(name=name, known=known))
    return field


def _chosen(header: Sequence[str], wanted: Mapping[str, str], about: str) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for column, field in wanted.items():
        places = [place for place, name in enumerate(header) if name == column]
        places = places or [
            place for place, name in enumerate(header) if bare(name) == bare(column)
        ]
        if len(places) != 1:
            none = _("Unknown column {column!r}: the header has {known}.")
            several = _("Several columns are called {column!r}: the header has {known}.")
            raise UsageError(
                (several if places else none).format(column=column, known=", ".join(header))
            )
        named = field_named(field, about)
        if named in chosen.values() and not named.startswith((OWN, LEFT_OUT)):
            raise UsageError(
                _("Two columns are mapped to {field}: choose one.").format(field=named)
            )
        chosen[places[0]] = named
    return chosen


def _guess(header: str, about: str) -> tuple[int, str] | None:
    """(rank, field) of a header by its name; the lower the rank, the surer."""
    known = _ranked(about)
    for trial, name in enumerate(_readings(header)):
        if found := known.get(bare(name)):
            return trial * _WORSE + found[0], found[1]
    return None


@cache
def _ranked(about: str) -> dict[str, tuple[int, str]]:
    return {
        word: (rank, field) for rank, (word, field) in enumerate(meanings("headers", about).items())
    }


def _readings(header: str) -> Iterator[str]:
    """A header as it stands; without "(Work)" behind it; without "Deal - " before it; without either."""
    yield header
    inner = header.replace("_", " ")
    if (match := _IN_BRACKETS.match(inner)) and bare(match[2]) in meanings("suffixes"):
        inner = match[1]
        yield inner
    if (match := _PREFIXED.match(inner)) and bare(match[1]) in meanings("prefixes"):
        yield match[2]


def _fall_back(header: Sequence[str], claimed: dict[str, int], about: str) -> None:
    """Give a file that has no better the column that may be a name, or an amount."""
    has_name = bool(claimed.keys() & _NAMING)
    taken = set(claimed.values())
    for place, name in enumerate(header):
        field = meanings("fallbacks", about).get(bare(name))
        if field and place not in taken and not (field == "name" and has_name):
            claimed.setdefault(field, place)


def _names_of_ones_own(header: Sequence[str], owned: Mapping[int, str]) -> dict[int, str]:
    """A field of one's own for each column that no field claims; what is called like another one, or like a field of every
    lead, gets a number."""
    taken = {*owned.values(), *(f"{OWN}{field}" for field in ("id", *fields()))}
    found = {}
    for place, name in enumerate(header):
        if place in owned or not name:
            continue
        own, number = f"{OWN}{name}", 2
        while own in taken:
            own, number = f"{OWN}{name} ({number})", number + 1
        taken.add(own)
        found[place] = own
    return found
