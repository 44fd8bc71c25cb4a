"""Customers, contacts and open leads that are probably in the book twice, and why one would think so."""

import sqlite3
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.domain.company_names import company_key, name_similarity
from salesmap.reports.errors import UnknownRecordTypeError
from salesmap.reports.query.statements import statements

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
_TOLD_APART = 0.6  # two leads that another system tells apart, and only a person could call one
_NEIGHBOURS = 5


class Pair(NamedTuple):
    """Two records of a kind, by id, with what speaks for their being one."""

    kind: str
    a: int
    b: int
    why: str
    score: float


def duplicates(
    connection: sqlite3.Connection, among: str | None = None, least: float = 0.8
) -> Table:
    """Probable twins, the likeliest first, with what speaks for it most. Raises UsageError for a kind that there is not."""
    if among is not None and among not in KINDS:
        raise UnknownRecordTypeError(among, KINDS)
    names: dict[tuple[str, int], str] = {}
    best: dict[tuple[str, int, int], Pair] = {}
    for kind, search in _SEARCHES.items():
        if among in (None, kind):
            for pair in search(connection, names):
                place = (pair.kind, pair.a, pair.b)
                if pair.score >= least and (place not in best or best[place].score < pair.score):
                    best[place] = pair
    ordered = sorted(
        best.values(), key=lambda pair: (-pair.score, KINDS.index(pair.kind), pair.a, pair.b)
    )
    rows = [_row(pair, names[pair.kind, pair.a], names[pair.kind, pair.b]) for pair in ordered]
    return Table(COLUMNS, rows, words=("why_words",))


def _row(pair: Pair, name: str, other: str) -> tuple[Any, ...]:
    return (
        pair.kind,
        f"{pair.kind}:{pair.a}",
        f"{pair.kind}:{pair.b}",
        name,
        other,
        pair.score,
        pair.why,
        _(pair.why),
    )


def count_new_customers(connection: sqlite3.Connection) -> int:
    """How many customers that the newest change made have the name, but for its legal form, of another customer."""
    new = {id for (id,) in connection.execute(statements(__file__)["new_customers"])}
    if not new:
        return 0
    # Of a million customers, numbers take a third of the room of names.
    seen: set[int] = set()
    twice: set[int] = set()
    fresh = array("q")
    for id, name in connection.execute(statements(__file__)["customers"]):
        key = hash(company_key(name))
        (twice if key in seen else seen).add(key)
        if id in new:
            fresh.append(key)
    return sum(key in twice for key in fresh)


def _customers(connection: sqlite3.Connection, names: dict[tuple[str, int], str]) -> Iterator[Pair]:
    rows = connection.execute(statements(__file__)["customers"]).fetchall()
    names.update((("customer", id), name) for id, name in rows)
    keyed = [(company_key(name), id, name) for id, name in rows]
    yield from _alike("customer", ((key, id) for key, id, _name in keyed), SAME_COMPANY)
    for one, other in _neighbours(keyed):
        if one[0] != other[0] and (score := name_similarity(one[2], other[2])):
            yield Pair(
                "customer",
                min(one[1], other[1]),
                max(one[1], other[1]),
                SIMILAR_COMPANY,
                round(score * 0.95, 2),
            )


def _neighbours(keyed: Sequence[tuple[str, int, str]]) -> Iterator[tuple[Any, Any]]:
    """Pairs that stand close together when sorted by how they begin, or by how they end: all pairs would be too many."""
    for order in (sorted(keyed), sorted(keyed, key=lambda each: each[0][::-1])):
        for place, one in enumerate(order):
            yield from (
                (one, other)
                for other in order[place + 1 : place + 1 + _NEIGHBOURS]
                if one[0] != other[0]
            )


def _contacts(connection: sqlite3.Connection, names: dict[tuple[str, int], str]) -> Iterator[Pair]:
    rows = connection.execute(statements(__file__)["contacts"]).fetchall()
    names.update((("contact", row[0]), row[8]) for row in rows)
    name_keys = {row[0]: row[2] for row in rows}
    for pair in _alike("contact", ((row[3], row[0]) for row in rows), SAME_PHONE):
        one, other = name_keys[pair.a], name_keys[pair.b]
        # A switchboard's number is many people's.
        is_shared = one and other and one != other
        yield pair._replace(why=SHARED_PHONE, score=_SCORES[SHARED_PHONE]) if is_shared else pair
    yield from _alike("contact", ((row[4], row[0]) for row in rows), SAME_EMAIL)
    yield from _alike("contact", ((row[5], row[0]) for row in rows), SAME_WECHAT)
    at_work = ((row[2] and row[7] and (row[2], company_key(row[7])), row[0]) for row in rows)
    yield from _alike("contact", at_work, SAME_PERSON)


def _leads(connection: sqlite3.Connection, names: dict[tuple[str, int], str]) -> Iterator[Pair]:
    rows = connection.execute(statements(__file__)["leads"]).fetchall()
    names.update((("lead", row[0]), row[1]) for row in rows)
    told_apart = {row[0] for row in rows if row[7]}
    for why, keys in (
        (SAME_PHONE, ((row[5], row[0]) for row in rows)),
        (SAME_EMAIL, ((row[6], row[0]) for row in rows)),
        (SAME_LEAD, ((row[3] and (row[2], row[3]), row[0]) for row in rows)),
    ):
        for pair in _alike("lead", keys, why):
            yield pair._replace(score=_TOLD_APART) if {pair.a, pair.b} <= told_apart else pair


def _alike(kind: str, keys: Iterable[tuple[Hashable | None, int]], why: str) -> Iterator[Pair]:
    """Each record with the oldest of the same key; those without a key are like nobody."""
    oldest: dict[Hashable, int] = {}
    for key, id in keys:
        if key:
            first = oldest.setdefault(key, id)
            if first != id:
                yield Pair(kind, first, id, why, _SCORES[why])


_SEARCHES = {"customer": _customers, "contact": _contacts, "lead": _leads}
