"""What becomes of each column of a sheet: a field, a custom field, or nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from salesmap.exchange.errors import (
    AmbiguousColumnError,
    DoublyMappedFieldError,
    UnknownColumnError,
    UnknownImportFieldError,
)
from salesmap.exchange.mapping.aliases import aliases, normalized

LEAD, HISTORY, ACTIVITY = "lead", "history", "activity"
"""The records that a file can hold; only leads have custom fields."""

CUSTOM = "fields."
"""What the name of a custom field begins with."""
LEFT_OUT = "-"
_NAME_FIELDS = {"name", "customer", "contact", "first_name", "last_name"}
_SINGLE_FIELDS = {"external_id", "stage", "status"}
"""Fields that no second column stands in for: the second id of a file is of something else."""
_SIBLING_FIELDS = {"stage": "status", "status": "stage"}
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（]([^()（）]*)[)）]\s*\*?$")
_PREFIXED = re.compile(r"\s*\*?([^-–:]+?)\s+[-–]\s+(.+)$", re.DOTALL)
_VARIANT_RANK = 1000
"""What a variant of a header ranks behind the header itself."""


class ColumnMapping(NamedTuple):
    """A column and its field: a field, `fields.NAME` for a custom field, or `-` for none.

    `is_guessed`: by the header. `stands_in_for`: the field whose own column comes first.
    """

    header: str
    field: str
    is_guessed: bool = False
    stands_in_for: str | None = None

    def as_custom_field(self) -> "ColumnMapping":
        """Return the same column as a custom field."""
        is_custom = self.field.startswith(CUSTOM)
        return ColumnMapping(self.header, self.field if is_custom else f"{CUSTOM}{self.header}")

    def as_left_out(self) -> "ColumnMapping":
        """Return the same column, not imported."""
        return ColumnMapping(self.header, LEFT_OUT, is_guessed=True)


def fields(record: str = LEAD) -> list[str]:
    """Return the fields that a column can be mapped to."""
    known = dict.fromkeys(aliases("headers", record).values())
    return [field for field in known if field != LEFT_OUT]


def map_columns(
    header: Sequence[str], chosen: Mapping[str, str], record: str = LEAD
) -> list[ColumnMapping]:
    """Return what becomes of each column.

    As `chosen` (header → field) says, else by its header, else a custom field. Raises
    UnknownColumnError, AmbiguousColumnError, UnknownImportFieldError, DoublyMappedFieldError.
    """
    chosen_fields = _chosen_fields(header, chosen, record)
    guesses = {
        index: guess
        for index, name in enumerate(header)
        if index not in chosen_fields and (guess := _guess(name, record))
    }
    column_of = _columns_by_field(header, chosen_fields, guesses, record)
    field_of = {index: field for field, index in column_of.items()} | chosen_fields
    custom = _custom_fields(header, field_of) if record == LEAD else {}
    mappings = []
    for index, name in enumerate(header):
        guessed = guesses[index][1] if index in guesses else None
        if guessed == LEFT_OUT:
            mapping = ColumnMapping(name, LEFT_OUT, is_guessed=True)
        elif index in field_of:
            is_guessed = index not in chosen_fields
            mapping = ColumnMapping(name, field_of[index], is_guessed=is_guessed)
        else:
            stands_in_for = None if guessed in _SINGLE_FIELDS else guessed
            field = custom.get(index, LEFT_OUT)
            mapping = ColumnMapping(name, field, is_guessed=True, stands_in_for=stands_in_for)
        mappings.append(mapping)
    return mappings


def field_named(name: str, record: str = LEAD) -> str:
    """Return the field that a word of --map or --defaults means. Raises UnknownImportFieldError."""
    if name in (LEFT_OUT, "skip"):
        return LEFT_OUT
    if record == LEAD and name.startswith(CUSTOM) and name != CUSTOM:
        return name
    field = aliases("headers", record).get(normalized(name))
    if field is None:
        raise UnknownImportFieldError(name, fields(record), has_custom_fields=record == LEAD)
    return field


def _chosen_fields(header: Sequence[str], chosen: Mapping[str, str], record: str) -> dict[int, str]:
    """Return the fields by the index of their column."""
    found: dict[int, str] = {}
    for column, word in chosen.items():
        indexes = [i for i, name in enumerate(header) if name == column] or [
            i for i, name in enumerate(header) if normalized(name) == normalized(column)
        ]
        if not indexes:
            raise UnknownColumnError(column, header)
        if len(indexes) > 1:
            raise AmbiguousColumnError(column, header)
        field = field_named(word, record)
        if field in found.values() and not field.startswith((CUSTOM, LEFT_OUT)):
            raise DoublyMappedFieldError(field)
        found[indexes[0]] = field
    return found


def _columns_by_field(
    header: Sequence[str],
    chosen: Mapping[int, str],
    guesses: Mapping[int, tuple[int, str]],
    record: str,
) -> dict[str, int]:
    """Return the column of each field: the chosen one, else the one whose header is surest."""
    column_of = {field: index for index, field in chosen.items()}
    for index in sorted(guesses, key=lambda index: guesses[index][0]):
        column_of.setdefault(guesses[index][1], index)
    for index, (_rank, field) in guesses.items():
        # Some systems call the status a stage, some the stage a status.
        if field in _SIBLING_FIELDS and index not in column_of.values():
            column_of.setdefault(_SIBLING_FIELDS[field], index)
    _add_fallbacks(header, column_of, record)
    return column_of


def _guess(header: str, record: str) -> tuple[int, str] | None:
    """Return (rank, field) of a header; a lower rank is surer."""
    known = _ranked(record)
    for number, variant in enumerate(_variants(header)):
        if match := known.get(normalized(variant)):
            rank, field = match
            return number * _VARIANT_RANK + rank, field
    return None


@cache
def _ranked(record: str) -> dict[str, tuple[int, str]]:
    words = aliases("headers", record)
    return {word: (rank, field) for rank, (word, field) in enumerate(words.items())}


def _variants(header: str) -> Iterator[str]:
    """Yield a header, then without `(Work)` behind it, without `Deal - ` before it, or either."""
    yield header
    inner = header.replace("_", " ")
    if (match := _IN_BRACKETS.match(inner)) and normalized(match[2]) in aliases("suffixes"):
        inner = match[1]
        yield inner
    if (match := _PREFIXED.match(inner)) and normalized(match[1]) in aliases("prefixes"):
        yield match[2]


def _add_fallbacks(header: Sequence[str], column_of: dict[str, int], record: str) -> None:
    """Use columns that may be a name or an amount, where the file has no better."""
    has_name = bool(column_of.keys() & _NAME_FIELDS)
    taken = set(column_of.values())
    for index, name in enumerate(header):
        field = aliases("fallbacks", record).get(normalized(name))
        if field and index not in taken and not (field == "name" and has_name):
            column_of.setdefault(field, index)


def _custom_fields(header: Sequence[str], field_of: Mapping[int, str]) -> dict[int, str]:
    """Return a custom field for each column without a field.

    One that is called like another, or like a field of every lead, gets a number.
    """
    taken = {*field_of.values(), *(f"{CUSTOM}{field}" for field in ("id", *fields()))}
    custom = {}
    for index, name in enumerate(header):
        if index in field_of or not name:
            continue
        field, number = f"{CUSTOM}{name}", 2
        while field in taken:
            field, number = f"{CUSTOM}{name} ({number})", number + 1
        taken.add(field)
        custom[index] = field
    return custom
