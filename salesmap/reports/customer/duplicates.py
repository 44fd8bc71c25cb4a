"""Customers, contacts and open leads that are probably recorded twice, and why."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.domain.company_names import company_key, company_keys, numbers_of, similarity_of_names
from salesmap.reports.customer.further_numbers import Sharers, sharing_contacts, sharing_leads
from salesmap.reports.errors import UnknownRecordTypeError
from salesmap.store.connection import Connection
from salesmap.store.file.tools.scratch import scratch
from salesmap.store.statements import statements

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
_AT_ONCE = 500


_Keyed = tuple[str, int, str, str]
"""The key, the id, the name of a customer, and the digits in it."""


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
    best: dict[tuple[str, int, int], Pair] = {}
    for searched, search in _SEARCHES.items():
        for pair in search(connection) if kind in (None, searched) else ():
            key = (pair.kind, pair.a, pair.b)
            if pair.score >= least_score and (key not in best or best[key].score < pair.score):
                best[key] = pair
    ordered = sorted(
        best.values(), key=lambda pair: (-pair.score, KINDS.index(pair.kind), pair.a, pair.b)
    )
    names = {kind: _names(connection, kind, ordered) for kind in KINDS}
    return Table(COLUMNS, [_row(pair, names[pair.kind]) for pair in ordered], words=("why_words",))


def count_new_customers(connection: Connection) -> int:
    """Return how many customers of the newest change are called like another one.

    Names are compared without their legal forms.
    """
    return int(connection.execute(_SQL["new_alike"]).fetchone()[0])


def _row(pair: Pair, names: Mapping[int, str]) -> tuple[Any, ...]:
    return (
        pair.kind,
        f"{pair.kind}:{pair.a}",
        f"{pair.kind}:{pair.b}",
        names[pair.a],
        names[pair.b],
        pair.score,
        pair.why,
        _(pair.why),
    )


def _names(connection: Connection, kind: str, pairs: Sequence[Pair]) -> dict[int, str]:
    """Return what the records of a kind are called that are in pairs."""
    ids = sorted({id for pair in pairs if pair.kind == kind for id in (pair.a, pair.b)})
    return dict(connection.execute(_SQL[f"{kind}_names"], {"ids": json.dumps(ids)}))


def _customers(connection: Connection) -> Iterator[Pair]:
    """Yield customers of the same key, and of similar names.

    Comparing all names would take too long: those are compared that are close in their order, read
    both ways.
    """
    similarity_of = similarity_of_names()
    with scratch() as sorting:
        sorting.execute("CREATE TABLE customer (key, reversed, id, name, numbers)")
        keyed = _keyed_customers(connection)
        sorting.executemany(
            "INSERT INTO customer VALUES (?, ?, ?, ?, ?)",
            ((key, key[::-1], id, name, numbers_of(key)) for key, id, name in keyed),
        )
        by_key = sorting.execute("SELECT key, id FROM customer ORDER BY key, id")
        yield from _same("customer", by_key, SAME_COMPANY)
        for order in ("key, id", "reversed, id"):
            rows = sorting.execute(f"SELECT key, id, name, numbers FROM customer ORDER BY {order}")
            for (key, a, name, _digits), (other_key, b, other, _same_digits) in _neighbours(rows):
                if similarity := similarity_of(name, other, key, other_key):
                    score = round(similarity * _SIMILAR_NAME_FACTOR, 2)
                    yield Pair("customer", min(a, b), max(a, b), SIMILAR_COMPANY, score)


def _keyed_customers(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """Yield (key, id, name) of the customers."""
    rows = iter(connection.execute(_SQL["customers"]))
    while batch := list(islice(rows, _AT_ONCE)):
        keys = company_keys([name for _id, name in batch])
        for key, (id, name) in zip(keys, batch, strict=True):
            yield key, id, name


def _neighbours(rows: Iterable[_Keyed]) -> Iterator[tuple[_Keyed, _Keyed]]:
    """Yield pairs with different keys that are close in this order, but with the same digits."""
    last: deque[_Keyed] = deque(maxlen=_NEIGHBOURS)
    for row in rows:
        key, _id, _name, numbers = row
        for before in last:
            if before[3] == numbers and before[0] != key:
                yield before, row
        last.append(row)


def _contacts(connection: Connection) -> Iterator[Pair]:
    for pair, names in _same_with(connection, "contact", "phone_key", SAME_PHONE):
        yield _of_one_phone(pair, names)
    for pair, names in _sharing("contact", sharing_contacts(connection)):
        yield _of_one_phone(pair, names) if pair.why == SAME_PHONE else pair
    for column, why in (("email_key", SAME_EMAIL), ("wechat", SAME_WECHAT)):
        for pair, _names_of in _same_with(connection, "contact", column, why):
            yield pair
    namesakes = connection.execute(_SQL["contacts_at_companies"])
    for _name, group in groupby(namesakes, key=itemgetter(0)):
        first, *others = group
        if others:
            keyed = ((company_key(customer), id) for _key, id, customer in (first, *others))
            yield from _same("contact", sorted(keyed), SAME_PERSON)


def _of_one_phone(pair: Pair, names: tuple[Any, Any]) -> Pair:
    """Return a pair as it is, or that of a switchboard, whose number is many people's."""
    if all(names) and names[0] != names[1]:
        return pair._replace(why=SHARED_PHONE, score=_SCORES[SHARED_PHONE])
    return pair


def _leads(connection: Connection) -> Iterator[Pair]:
    pairs = chain(
        _same_with(connection, "lead", "phone_key", SAME_PHONE),
        _same_with(connection, "lead", "email_key", SAME_EMAIL),
        _same_with(connection, "lead", "", SAME_LEAD),
        _sharing("lead", sharing_leads(connection)),
    )
    for pair, distinct in pairs:
        yield pair._replace(score=_DISTINCT_IN_SOURCE) if all(distinct) else pair


def _sharing(kind: str, groups: Iterable[Sharers]) -> Iterator[tuple[Pair, tuple[Any, Any]]]:
    """Yield each record with the first that shares a number, with what else is known of both."""
    for number, ((first, known), *others) in groups:
        why = SAME_PHONE if number == "phone" else SAME_EMAIL
        for other, known_too in others:
            yield Pair(kind, first, other, why, _SCORES[why]), (known, known_too)


def _same_with(
    connection: Connection, kind: str, column: str, why: str
) -> Iterator[tuple[Pair, tuple[Any, Any]]]:
    """Yield the pairs of records that are alike in a column, with what else is known of both.

    The rows come in the order of the column, so that only two of them are held at a time.
    """
    name = f"{kind}s_by_column" if column else f"{kind}s_by_name"
    first: tuple[Any, ...] = (None, 0, None)
    for row in connection.execute(_SQL[name].replace("{column}", column)):
        if row[0] == first[0]:
            yield Pair(kind, first[1], row[1], why, _SCORES[why]), (first[2], row[2])
        else:
            first = row


def _same(kind: str, rows: Iterable[tuple[Any, int]], why: str) -> Iterator[Pair]:
    """Yield each record with the first of the same key; the rows come in the order of the keys."""
    first: tuple[Any, int] = ("", 0)
    for row in rows:
        if row[0] and row[0] == first[0]:
            yield Pair(kind, first[1], row[1], why, _SCORES[why])
        else:
            first = row


_SEARCHES = {"customer": _customers, "contact": _contacts, "lead": _leads}
