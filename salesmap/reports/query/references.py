"""Records by the references that people type: `7`, `lead:7`, `x:` and an external id, words.

An exact id, name, phone or address wins over a part of one, and the beginning of the record's own
name over words elsewhere: in its name, its customer's or its contact's, or the digits of a phone. A
short number is an id and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from salesmap.core.folding import fold, phone_endings
from salesmap.reports.errors import (
    AmbiguousReferenceError,
    ContactNotFoundError,
    CustomerNotFoundError,
    LeadNotFoundError,
)
from salesmap.reports.paper_errors import ProductNotFoundError
from salesmap.reports.query.like import escape_like, phones_of
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

EXTERNAL = "x:"
_NEAREST = 3
_FEWEST_DIGITS = 5
_LAST = "\U0010ffff"


class Match(NamedTuple):
    """A record that a reference names. `is_exact` unless only words or digits of it were given."""

    id: int
    name: str
    is_exact: bool


class _Kind(NamedTuple):
    """How a kind of record is found: its statement, its columns, its error."""

    noun: str
    statement: str
    alias: str
    own_name: str
    names: tuple[str, ...]
    phone: str | None
    not_found: Callable[[str, Sequence[str]], Exception]
    words: str = "newest_words"


_LEAD = _Kind(
    "lead",
    "leads",
    "l",
    "l.name_key",
    ("l.name_key", "c.name_key", "k.name_key", "k.email_key"),
    "k.phone_key",
    LeadNotFoundError,
)
_CUSTOMER = _Kind(
    "customer", "customers", "c", "c.name_key", ("c.name_key",), None, CustomerNotFoundError
)
_CONTACT = _Kind(
    "contact",
    "contacts",
    "k",
    "k.name_key",
    ("k.name_key", "c.name_key", "k.email_key"),
    "k.phone_key",
    ContactNotFoundError,
)
_PRODUCT = _Kind(
    "product",
    "products",
    "p",
    "p.name_key",
    ("p.name_key", "p.code_key"),
    None,
    ProductNotFoundError,
    "product_words",
)


def lead_id(connection: Connection, reference: str) -> int:
    """Return the id of a lead. Raises LeadNotFoundError, AmbiguousReferenceError."""
    return find_lead(connection, reference).id


def find_lead(connection: Connection, reference: str) -> Match:
    """Return the lead that a reference names. Raises LeadNotFoundError, AmbiguousReferenceError."""
    return _find(connection, _LEAD, reference)


def find_customer(connection: Connection, reference: str) -> Match:
    """Return a customer. Raises CustomerNotFoundError, AmbiguousReferenceError."""
    return _find(connection, _CUSTOMER, reference)


def find_contact(connection: Connection, reference: str) -> Match:
    """Return a contact. Raises ContactNotFoundError, AmbiguousReferenceError."""
    return _find(connection, _CONTACT, reference)


def find_product(connection: Connection, reference: str) -> Match:
    """Return a product; its code comes before an id.

    Raises ProductNotFoundError, AmbiguousReferenceError.
    """
    by_code = _matches(connection, _PRODUCT, "p.code_key = :key", {"key": fold(reference)}, True)
    return by_code[0] if by_code else _find(connection, _PRODUCT, reference)


def _find(connection: Connection, kind: _Kind, reference: str) -> Match:
    searches = [_by_number, _by_kind_and_number]
    if not (reference.isascii() and reference.isdigit() and len(reference) < _FEWEST_DIGITS):
        searches += [_by_external_id, _by_full_text, _by_beginning, _by_words]
    for search in searches:
        found = search(connection, kind, reference)
        if len(found) > 1:
            listed = [(match.id, match.name) for match in found]
            raise AmbiguousReferenceError(kind.noun, reference, listed)
        if found:
            return found[0]
    raise kind.not_found(reference, _nearest(connection, kind, reference))


def _by_number(connection: Connection, kind: _Kind, reference: str) -> list[Match]:
    if not (reference.isascii() and reference.isdigit() and int(reference) < 2**63):
        return []
    return _matches(connection, kind, f"{kind.alias}.id = :id", {"id": int(reference)}, True)


def _by_kind_and_number(connection: Connection, kind: _Kind, reference: str) -> list[Match]:
    """Return the record of `lead:7`, as hints and papers name it."""
    prefix = f"{kind.noun}:"
    if not reference.startswith(prefix):
        return []
    return _by_number(connection, kind, reference.removeprefix(prefix))


def _by_external_id(connection: Connection, kind: _Kind, reference: str) -> list[Match]:
    if not reference.startswith(EXTERNAL):
        return []
    parameters = {"id": reference.removeprefix(EXTERNAL)}
    return _matches(connection, kind, f"{kind.alias}.external_id = :id", parameters, True)


def _by_full_text(connection: Connection, kind: _Kind, reference: str) -> list[Match]:
    """Return the records called so, or else those whose customer, contact or address is so."""
    key = fold(reference)
    if not key:
        return []
    own = _matches(connection, kind, f"{kind.own_name} = :key", {"key": key}, True)
    if own:
        return own
    others = [name for name in kind.names if name != kind.own_name]
    if not others:
        return []
    condition = " OR ".join(f"{name} = :key" for name in others)
    return _matches(connection, kind, condition, {"key": key}, False)


def _by_beginning(connection: Connection, kind: _Kind, reference: str) -> list[Match]:
    key = fold(reference)
    if not key:
        return []
    condition = f"{kind.own_name} >= :key AND {kind.own_name} < :after"
    return _matches(connection, kind, condition, {"key": key, "after": key + _LAST}, False)


def _by_words(connection: Connection, kind: _Kind, reference: str) -> list[Match]:
    """Return the records in which every word begins a word; or else, is anywhere; or a phone."""
    words = fold(reference).split()
    endings = phone_endings(reference) if kind.phone else []
    if not words:
        return []
    parameters = {f"w{number}": f"%{escape_like(word)}%" for number, word in enumerate(words)}
    condition = " AND ".join(
        f"({' OR '.join(f'{name} LIKE :{word} ESCAPE {_BACKSLASH}' for name in kind.names)})"
        for word in parameters
    )
    for number, ending in enumerate(endings):
        condition = f"({condition}) OR {kind.phone} LIKE :digits{number}"
        parameters[f"digits{number}"] = f"%{ending}"
        if len(ending) >= _WHOLE_NUMBER:
            condition += f" OR {phones_of('k.')} LIKE :phone{number}"
            parameters[f"phone{number}"] = f"%{ending}%"
    rows = _rows(connection, kind, condition, parameters)
    begun = [
        row
        for row in rows
        if _begins(words, row[3:7]) or (row[7] or "").endswith(tuple(endings) or "-")
    ]
    return _as_matches(begun or rows, is_exact=False)


_BACKSLASH = "'\\'"
_WHOLE_NUMBER = 7
"""From how many digits on a word may be a further phone of a contact."""


def _begins(words: Sequence[str], names: Sequence[str | None]) -> bool:
    """Return whether each word begins a word of the names."""
    texts = [f" {name}" for name in names if name]
    return all(any(f" {word}" in text for text in texts) for word in words)


def _matches(
    connection: Connection, kind: _Kind, condition: str, parameters: dict[str, Any], is_exact: bool
) -> list[Match]:
    return _as_matches(_rows(connection, kind, condition, parameters), is_exact)


def _rows(
    connection: Connection, kind: _Kind, condition: str, parameters: dict[str, Any]
) -> list[tuple[Any, ...]]:
    sql = statements(__file__)[kind.statement].replace("{condition}", condition)
    return connection.execute(sql, parameters).fetchall()


def _as_matches(rows: Sequence[tuple[Any, ...]], is_exact: bool) -> list[Match]:
    """Return the records; one that was merged into another only where nothing else is found."""
    kept = [row for row in rows if not row[2]] or rows
    return [Match(row[0], row[1], is_exact) for row in kept]


def _nearest(connection: Connection, kind: _Kind, reference: str) -> list[str]:
    words = connection.execute(statements(__file__)[kind.words]).fetchall()
    return nearest_names([name for (name,) in words], reference)


def nearest_names(names: Iterable[str], reference: str) -> list[str]:
    """Return the names that are spelled nearly like a reference, or have such a word."""
    from difflib import get_close_matches

    key = fold(reference)
    if not key or reference.isdigit() or reference.startswith(EXTERNAL):
        return []
    by_word: dict[str, str] = {}
    for name in names:
        folded = fold(name)
        by_word.setdefault(folded, name)
        for word in folded.split():
            by_word.setdefault(word, name)
    close = get_close_matches(key, by_word, _NEAREST)
    return list(dict.fromkeys(by_word[each] for each in close))
