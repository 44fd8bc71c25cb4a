"""Customers, contacts and open leads that are probably recorded twice, and why."""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.statements import statements
from salesmap.core.table import Table, columns
from salesmap.domain.company_names import company_key, name_similarity
from salesmap.reports.errors import UnknownRecordTypeError
from salesmap.store.connection import Connection

_SQL = statements(__file__)
KINDS = (N_("customer"), N_("contact"), N_("lead"))
COLUMNS = columns(
    "kind:word::kind_of_record a b name_a name_b score:ratio::match why:text:why_words"
)

SAME_COMPANY = N_("same company name except for the legal form")
SIMILAR_COMPANY = N_("similar company name")
SAME_PHONE = N_("same phone")
SHARED_PHONE = N_("same phone, different name")
SAME_EMAIL = N_("same email")
SAME_WECHAT = N_("same WeChat")
SAME_PERSON = N_("same name at the same company")
SAME_LEAD = N_("same name and customer")

_SCORES = {
    SAME_COMPANY: 0.97,
    SAME_PHONE: 0.95,
    SAME_EMAIL: 0.98,
    SAME_WECHAT: 0.95,
    SAME_PERSON: 0.9,
    SAME_LEAD: 0.9,
    SHARED_PHONE: 0.6,
}
_DISTINCT_IN_SOURCE = 0.6
"""The score of leads that another system keeps apart: only a person can tell."""
_SIMILAR_NAME_FACTOR = 0.95
_NEIGHBOURS = 5

_Names = dict[tuple[str, int], str]
"""What records are called, by kind and id."""


class Pair(NamedTuple):
    """Two records of a kind, by id, with the strongest reason why they are one."""

    kind: str
    a: int
    b: int
    why: str
    score: float


def duplicates(connection: Connection, kind: str | None = None, least_score: float = 0.8) -> Table:
    """Return the probable duplicates, the likeliest first; of one kind of record if it is named.

    Raises UnknownRecordTypeError.
    """
    if kind is not None and kind not in KINDS:
        raise UnknownRecordTypeError(kind, KINDS)
    names: _Names = {}
    best: dict[tuple[str, int, int], Pair] = {}
    for searched, search in _SEARCHES.items():
        for pair in search(connection, names) if kind in (None, searched) else ():
            key = (pair.kind, pair.a, pair.b)
            if pair.score >= least_score and (key not in best or best[key].score < pair.score):
                best[key] = pair
    ordered = sorted(
        best.values(), key=lambda pair: (-pair.score, KINDS.index(pair.kind), pair.a, pair.b)
    )
    return Table(COLUMNS, [_row(pair, names) for pair in ordered], words=("why_words",))


def count_new_customers(connection: Connection) -> int:
    """Return how many customers of the newest change are called like another one.

    Names are compared without their legal forms.
    """
    new = {id for (id,) in connection.execute(_SQL["new_customers"])}
    if not new:
        return 0
    # Hashes of a million names take a third of the memory of the names.
    seen: set[int] = set()
    repeated: set[int] = set()
    new_keys = array("q")
    for id, name in connection.execute(_SQL["customers"]):
        key = hash(company_key(name))
        (repeated if key in seen else seen).add(key)
        if id in new:
            new_keys.append(key)
    return sum(key in repeated for key in new_keys)


def _row(pair: Pair, names: _Names) -> tuple[Any, ...]:
    return (
        pair.kind,
        f"{pair.kind}:{pair.a}",
        f"{pair.kind}:{pair.b}",
        names[pair.kind, pair.a],
        names[pair.kind, pair.b],
        pair.score,
        pair.why,
        _(pair.why),
    )


def _customers(connection: Connection, names: _Names) -> Iterator[Pair]:
    rows = connection.execute(_SQL["customers"]).fetchall()
    names.update((("customer", id), name) for id, name in rows)
    keyed = [(company_key(name), id, name) for id, name in rows]
    yield from _same("customer", ((key, id) for key, id, _name in keyed), SAME_COMPANY)
    for (_key, a, name), (_other_key, b, other) in _neighbours(keyed):
        if similarity := name_similarity(name, other):
            score = round(similarity * _SIMILAR_NAME_FACTOR, 2)
            yield Pair("customer", min(a, b), max(a, b), SIMILAR_COMPANY, score)


def _neighbours(
    keyed: Sequence[tuple[str, int, str]],
) -> Iterator[tuple[tuple[str, int, str], tuple[str, int, str]]]:
    """Yield pairs with different keys that are close in the order of their names, read both ways.

    Comparing all pairs would take too long.
    """
    for order in (sorted(keyed), sorted(keyed, key=lambda record: record[0][::-1])):
        for i, record in enumerate(order):
            for other in order[i + 1 : i + 1 + _NEIGHBOURS]:
                if record[0] != other[0]:
                    yield record, other


def _contacts(connection: Connection, names: _Names) -> Iterator[Pair]:
    rows = [_Contact(*row) for row in connection.execute(_SQL["contacts"])]
    names.update((("contact", row.id), row.called) for row in rows)
    name_keys = {row.id: row.name_key for row in rows}
    for pair in _same("contact", ((row.phone_key, row.id) for row in rows), SAME_PHONE):
        a, b = name_keys[pair.a], name_keys[pair.b]
        # A switchboard's number is many people's.
        is_shared = a and b and a != b
        yield pair._replace(why=SHARED_PHONE, score=_SCORES[SHARED_PHONE]) if is_shared else pair
    yield from _same("contact", ((row.email_key, row.id) for row in rows), SAME_EMAIL)
    yield from _same("contact", ((row.wechat, row.id) for row in rows), SAME_WECHAT)
    at_company = (
        (row.name_key and row.customer and (row.name_key, company_key(row.customer)), row.id)
        for row in rows
    )
    yield from _same("contact", at_company, SAME_PERSON)


class _Contact(NamedTuple):
    """A row of the statement `contacts`."""

    id: int
    name: str | None
    name_key: str | None
    phone_key: str | None
    email_key: str | None
    wechat: str | None
    customer_id: int | None
    customer: str | None
    called: str


class _Lead(NamedTuple):
    """A row of the statement `leads`."""

    id: int
    name: str
    name_key: str
    customer_id: int | None
    contact_id: int | None
    phone_key: str | None
    email_key: str | None
    is_distinct_in_source: int


def _leads(connection: Connection, names: _Names) -> Iterator[Pair]:
    rows = [_Lead(*row) for row in connection.execute(_SQL["leads"])]
    names.update((("lead", row.id), row.name) for row in rows)
    distinct = {row.id for row in rows if row.is_distinct_in_source}
    of_customer = ((row.customer_id and (row.name_key, row.customer_id), row.id) for row in rows)
    for why, keys in (
        (SAME_PHONE, ((row.phone_key, row.id) for row in rows)),
        (SAME_EMAIL, ((row.email_key, row.id) for row in rows)),
        (SAME_LEAD, of_customer),
    ):
        for pair in _same("lead", keys, why):
            is_distinct = {pair.a, pair.b} <= distinct
            yield pair._replace(score=_DISTINCT_IN_SOURCE) if is_distinct else pair


def _same(kind: str, keys: Iterable[tuple[Hashable | None, int]], why: str) -> Iterator[Pair]:
    """Yield each record with the first of the same key; records without a key are like none."""
    first: dict[Hashable, int] = {}
    for key, id in keys:
        if key and first.setdefault(key, id) != id:
            yield Pair(kind, first[key], id, why, _SCORES[why])


_SEARCHES = {"customer": _customers, "contact": _contacts, "lead": _leads}
