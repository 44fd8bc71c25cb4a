"""What becomes of each column of a sheet: a field, a custom field, or nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from salesmap.core.figures.currencies import is_currency
from salesmap.exchange.errors import (
    AmbiguousColumnError,
    DoublyMappedFieldError,
    UnknownColumnError,
    UnknownImportFieldError,
)
from salesmap.exchange.mapping.aliases import aliases, normalized

LEAD, HISTORY, ACTIVITY, CONTACT = "lead", "history", "activity", "contact"
PRODUCT, CONTRACT, PAYMENT, TICKET = "product", "contract", "payment", "ticket"
RATING = "rating"
"""The records that a file can hold."""
WITH_CUSTOM_FIELDS = (LEAD, CONTACT)

CUSTOM = "fields."
"""What the name of a custom field begins with."""
LEFT_OUT = "-"
REJECTS = ("line", "reason")
"""The columns before those of the rejected rows."""
SALESMAP_ID = "salesmap_id"
"""The column of an export that names the database and the id of the lead in it."""
_NAME_FIELDS = {"name", "customer", "contact", "first_name", "last_name"}
_SINGLE_FIELDS = {"external_id", "stage", "status"}
"""Fields that no second column stands in for: the second id of a file is of something else."""
_SIBLING_FIELDS = {"stage": "status", "status": "stage"}
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（]([^()（）]*)[)）]\s*\*?$")
_PREFIXED = re.compile(r"\s*\*?([^-–:]+?)\s+[-–]\s+(.+)$", re.DOTALL)
_CUSTOM_SUFFIX = re.compile(r"__[cr]$", re.IGNORECASE)
_ANY_OWNER = re.compile(
    r"(?:(?P<not>(?:previous|former|last|old|created|product|process|system|list|file|data) )"
    r"|(?:\w+ )?)(?:\w+ )?"
    r"(?:owner|sales ?(?:rep|person|agent|man)|account (?:executive|manager))"
    r"(?: (?:full )?(?:name|id|alias|email|login|username|user name|user))?"
)
_NAMES_OF_RELATIONS = {"name", "fullname", "title", "label", "displayname"}
_IDS_OF_RELATIONS = {"id", "externalid", "recordid"}
_VARIANT_RANK = 1000
"""What a variant of a header ranks behind the header itself."""


class ColumnMapping(NamedTuple):
    """A column and its field: a field, `fields.NAME` for a custom field, or `-` for none.

    `is_guessed`: by the header. `stands_in_for`: the field whose own column comes first. `is_own`:
    what salesmap itself added to its file.
    """

    header: str
    field: str
    is_guessed: bool = False
    stands_in_for: str | None = None
    is_own: bool = False

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
    own = _own_columns(header)
    guesses = {
        index: guess
        for index, name in enumerate(header)
        if index not in chosen_fields and index not in own and (guess := _guess(name, record))
    }
    column_of = _columns_by_field(header, chosen_fields, guesses, record)
    field_of = {index: field for field, index in column_of.items()} | chosen_fields
    custom = _custom_fields(header, field_of, record) if record in WITH_CUSTOM_FIELDS else {}
    mappings = []
    for index, name in enumerate(header):
        guessed = guesses[index][1] if index in guesses else None
        if index in own and index not in chosen_fields:
            mapping = ColumnMapping(name, LEFT_OUT, is_guessed=True, is_own=True)
        elif guessed == LEFT_OUT:
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


def _own_columns(header: Sequence[str]) -> set[int]:
    """Return the columns that salesmap added itself: line and reason of rejects, ids of exports."""
    own = {0, 1} if tuple(header[:2]) == REJECTS else set()
    if SALESMAP_ID in header:
        own |= {index for index, name in enumerate(header) if name == "id"}
    return own


def field_named(name: str, record: str = LEAD) -> str:
    """Return the field that a word of --map or --defaults means. Raises UnknownImportFieldError."""
    if name in (LEFT_OUT, "skip"):
        return LEFT_OUT
    if record in WITH_CUSTOM_FIELDS and name.startswith(CUSTOM) and name != CUSTOM:
        return name
    field = aliases("headers", record).get(normalized(name))
    if field is None:
        raise UnknownImportFieldError(
            name, fields(record), has_custom_fields=record in WITH_CUSTOM_FIELDS
        )
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
    if record != LEAD and "owner" in fields(record) and normalized(header) not in known:
        leads = _ranked(LEAD).get(normalized(header))
        if leads and leads[1] == "owner":
            return leads
    for number, variant in enumerate(_variants(header, record)):
        if match := known.get(normalized(variant)):
            rank, field = match
            return number * _VARIANT_RANK + rank, field
    return None


@cache
def _ranked(record: str) -> dict[str, tuple[int, str]]:
    words = aliases("headers", record)
    return {word: (rank, field) for rank, (word, field) in enumerate(words.items())}


def _variants(header: str, record: str) -> Iterator[str]:
    """Yield a header, and what it says without what systems put around it, the surest first.

    `Stage__c`, `Email (Work)`, `Deal - Title`, `Owner.Name`, `Contact.Email`, `Potential Owner`.
    """
    yield header
    inner = header.replace("_", " ")
    match = _IN_BRACKETS.match(inner)
    if match and _is_suffix(match[2]):
        inner = match[1]
        yield inner
    if (match := _PREFIXED.match(inner)) and normalized(match[1]) in aliases("prefixes"):
        yield match[2]
    parts = [_CUSTOM_SUFFIX.sub("", part) for part in header.split(".")]
    if parts != [header]:
        yield from _relation_variants(parts, record)
    if (match := _ANY_OWNER.fullmatch(" ".join(_words(parts[-1])))) and not match["not"]:
        yield "owner"


def _is_suffix(word: str) -> bool:
    """Return whether a word in brackets says nothing but of what kind or currency a field is."""
    plain = normalized(word)
    known = plain in aliases("suffixes") or plain in aliases("currencies")
    return known or is_currency(word.strip())


def _relation_variants(parts: Sequence[str], record: str) -> Iterator[str]:
    """Yield what a field of a related record says: its name stands for the record.

    `External_Id__c` is that of the record itself; that of a relation only where it is the lead.
    """
    *relations, name = parts
    if not relations:
        yield name
        return
    relation = relations[-1]
    is_lead = normalized(relation) in aliases("prefixes") or normalized(relation) == "what"
    if is_lead and record != LEAD:
        yield "lead"
    elif is_lead:
        yield name
    elif (
        aliases("headers", record).get(normalized(relation)) == "owner"
        or normalized(name) in _NAMES_OF_RELATIONS
    ):
        yield relation
    elif normalized(name) not in _IDS_OF_RELATIONS:
        yield f"{relation} {name}"


def _words(text: str) -> list[str]:
    """Return the words of a header in lower case: `DealOwnerName`, `deal_owner`, `Deal Owner`."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+", text)]


def _add_fallbacks(header: Sequence[str], column_of: dict[str, int], record: str) -> None:
    """Use columns that may be a name or an amount, where the file has no better."""
    has_name = bool(column_of.keys() & _NAME_FIELDS)
    taken = set(column_of.values())
    for index, name in enumerate(header):
        field = aliases("fallbacks", record).get(normalized(name))
        if field and index not in taken and not (field in _NAME_FIELDS and has_name):
            column_of.setdefault(field, index)


def _custom_fields(
    header: Sequence[str], field_of: Mapping[int, str], record: str
) -> dict[int, str]:
    """Return a custom field for each column without a field.

    One that is called like another, or like a field of every lead, gets a number.
    """
    taken = {*field_of.values(), *(f"{CUSTOM}{field}" for field in ("id", *fields(record)))}
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
