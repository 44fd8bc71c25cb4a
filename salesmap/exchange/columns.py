"""What becomes of each column of a sheet: a field of the lead, a field of one's own, or nothing."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from salesmap.errors import Unreadable
from salesmap.folding import fold
from salesmap.i18n import _

OWN = "fields."
LEFT_OUT = "-"


class ColumnFate(NamedTuple):
    """A column and what it becomes: a field, `fields.NAME` for one's own, or `-` when it is left out. `guessed`: by its name."""

    header: str
    field: str
    guessed: bool = False

    def as_own(self) -> "ColumnFate":
        """The same column as a field of one's own."""
        return ColumnFate(self.header, f"{OWN}{self.header}")


@cache
def vocabulary() -> dict[str, str]:
    """The field that each known header means, headers folded."""
    known = tomllib.loads((Path(__file__).parent / "headers.toml").read_text(encoding="utf-8"))
    return {_fold(name): field for field, names in known.items() for name in (field, *names)}


def fields() -> list[str]:
    """The fields that a column can become."""
    return [field for field in dict.fromkeys(vocabulary().values()) if field != LEFT_OUT]


def fates(header: Sequence[str], wanted: Mapping[str, str]) -> list[ColumnFate]:
    """What becomes of each column: as `wanted` (header → field) says, else by its name, else a field of one's own.

    Raises Unreadable for a header or a field that does not exist, or a field claimed twice.
    """
    chosen = _chosen(header, wanted)
    taken = {field for field in chosen.values() if not field.startswith((OWN, LEFT_OUT))}
    found = []
    for place, name in enumerate(header):
        field = chosen.get(place) or vocabulary().get(_fold(name))
        if place not in chosen and field != LEFT_OUT and (field is None or field in taken):
            field = f"{OWN}{name}" if name else LEFT_OUT
        assert field
        taken.add(field)
        found.append(ColumnFate(name, field, guessed=place not in chosen))
    return found


def field_named(name: str) -> str:
    """The field that a word of `--map` or `--defaults` means. Raises Unreadable."""
    if name in (LEFT_OUT, "skip"):
        return LEFT_OUT
    if name.startswith(OWN) and name != OWN:
        return name
    field = vocabulary().get(_fold(name))
    if field is None:
        raise Unreadable(
            _("There is no field {name!r}: it is one of {known}, fields.NAME for one of your own, or - to leave it out.").format(
                name=name, known=", ".join(fields())
            )
        )
    return field


def _chosen(header: Sequence[str], wanted: Mapping[str, str]) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for column, field in wanted.items():
        places = [place for place, name in enumerate(header) if name == column]
        places = places or [place for place, name in enumerate(header) if _fold(name) == _fold(column)]
        if len(places) != 1:
            none = _("There is no column {column!r}: the header has {known}.")
            several = _("Several columns are called {column!r}: the header has {known}.")
            raise Unreadable((several if places else none).format(column=column, known=", ".join(header)))
        named = field_named(field)
        if named in chosen.values() and not named.startswith((OWN, LEFT_OUT)):
            raise Unreadable(_("Two columns are mapped to {field}: choose one.").format(field=named))
        chosen[places[0]] = named
    return chosen


def _fold(header: str) -> str:
    return fold(header.replace("_", " ").replace("-", " ").strip(" *:：\ufeff"))
