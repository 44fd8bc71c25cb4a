"""Who may own what: in a database with members, only they; whose something is by default."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol, TypeVar

from salesmap.actions.team.open_things import open_things
from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.domain.team.errors import LeaverWouldOwn, OwnerHasLeft, UnknownOwner
from salesmap.domain.team.person import Person
from salesmap.store.members import has_members, people, person_named
from salesmap.store.unit_of_work import UnitOfWork


class _HasOwner(Protocol):
    @property
    def owner(self) -> str | None: ...


D = TypeVar("D", bound=_HasOwner)


class _Owned(NamedTuple):
    """Records of a table with an owner: the column, the condition that one is still open.

    `parents` say through which references a record takes its owner from another one.
    """

    table: str
    column: str = "owner"
    is_open: str = "1 = 1"
    parents: tuple[str, ...] = ()


_OWNED = (
    _Owned("lead", is_open="t.status = 'open'"),
    _Owned("lead", "caretaker"),
    _Owned("followup", is_open="t.done_at IS NULL AND t.dropped_at IS NULL", parents=("lead",)),
    _Owned("quote", parents=("lead",)),
    _Owned("contract", is_open="t.signed_on IS NULL", parents=("lead", "contract")),
    _Owned("ticket", is_open="t.closed_at IS NULL", parents=("lead",)),
    _Owned("rating", is_open="1 = 0", parents=("lead", "ticket", "contract", "customer")),
    _Owned("target"),
    _Owned("review_point", is_open="t.done_at IS NULL AND t.dropped_at IS NULL"),
)
_GIVEN = """
SELECT DISTINCT t.{column}, CASE WHEN {is_open} THEN 1 ELSE 0 END FROM change_row r
JOIN {table} t ON t.id = r.row_id
WHERE r.change_id = ? AND r.table_name = '{table}' AND t.{column} IS NOT NULL
  AND (r.before IS NULL OR coalesce(json_extract(r.before, '$.{column}'), '') <> t.{column})
ORDER BY 1, 2
"""
_WITH_OWNER = """
SELECT t.id FROM change_row r JOIN {table} t ON t.id = r.row_id
WHERE r.change_id = ? AND r.table_name = '{table}' AND t.{column} = ? ORDER BY t.id
"""


def default_owner(change: UnitOfWork) -> str | None:
    """Return whose something new is: the user's; nobody's where the user is no member."""
    user = change.database.user
    person = person_named(change.connection, user)
    if person is not None:
        return person.name if person.is_active else None
    return None if has_members(change.connection) else user


def chosen(typed: str | None, default: Callable[[], str | None]) -> str | None:
    """Return the owner that was typed: nobody for an empty text, the default where none was."""
    return default() if typed is None else typed or None


def known_owner(change: UnitOfWork, name: str) -> str:
    """Return an owner's name as the member writes it; as it is in a database without members.

    Raises UnknownOwner, OwnerHasLeft.
    """
    person = person_named(change.connection, name)
    if person is not None:
        if person.left_on is not None:
            raise OwnerHasLeft(person.name, person.left_on)
        return person.name
    if others := people(change.connection):
        raise UnknownOwner(name, [each.name for each in others if each.is_active])
    return name


class FileOwners:
    """The owners that a file names; its rows with others are rejected.

    Who left the team can own what is over.
    """

    def __init__(self, change: UnitOfWork) -> None:
        self.known = members_by_key(change)

    def admit(
        self,
        drafts: Iterable[D],
        reject: Callable[[D, str], object],
        is_open: Callable[[D], bool] = lambda draft: True,
    ) -> list[D]:
        """Return the drafts whose owners are members; reject the others."""
        if not self.known:
            return list(drafts)
        admitted = []
        for draft in drafts:
            problem = self._problem(draft.owner, is_open=is_open(draft))
            caretaker = getattr(draft, "caretaker", None)
            problem = problem or self._problem(caretaker, is_open=True)
            if problem is None:
                admitted.append(draft)
            else:
                reject(draft, str(problem))
        return admitted

    def _problem(self, name: str | None, *, is_open: bool) -> UsageError | None:
        if not name:
            return None
        person = self.known.get(fold(name))
        if person is None:
            return UnknownOwner(name, [each.name for each in self.known.values()])
        if is_open and person.left_on is not None:
            return OwnerHasLeft(person.name, person.left_on)
        return None


def members_by_key(change: UnitOfWork) -> dict[str, Person]:
    """Return the members by the key of their name."""
    return {person.key: person for person in people(change.connection)}


def check_owners(change: UnitOfWork, known: Mapping[str, Person]) -> None:
    """Write the owners that a change gave as the members write themselves.

    Raises UnknownOwner, OwnerHasLeft.
    """
    for owned in _touched(change):
        _check(change, owned, known)


def refuse_leavers(change: UnitOfWork) -> None:
    """Refuse a change that gives something open back to who left. Raises LeaverWouldOwn."""
    left = {key: person for key, person in members_by_key(change).items() if person.left_on}
    if not left:
        return
    owners = {
        fold(name)
        for owned in _touched(change)
        for name, _is_open in change.sql(_given(owned), change.change.id)
    }
    for key in sorted(owners & left.keys()):
        if things := open_things(change, left[key].name).counts():
            raise LeaverWouldOwn(left[key].name, left[key].left_on or "", things)


def new_owners(change: UnitOfWork, table: str) -> list[str]:
    """Return whom a change gave something open of a table, by the first column of owners."""
    owned = next((each for each in _touched(change) if each.table == table), None)
    rows = change.sql(_given(owned), change.change.id) if owned else []
    return [name for name, is_open in rows if is_open]


def _touched(change: UnitOfWork) -> list[_Owned]:
    """Return what has owners of all that a change touched."""
    rows = change.sql(
        "SELECT DISTINCT table_name FROM change_row WHERE change_id = ?", change.change.id
    )
    touched = {table for (table,) in rows}
    return [owned for owned in _OWNED if owned.table in touched]


def _given(owned: _Owned) -> str:
    return _GIVEN.format(table=owned.table, column=owned.column, is_open=owned.is_open)


def _check(change: UnitOfWork, owned: _Owned, known: Mapping[str, Person]) -> None:
    for name, is_open in change.sql(_given(owned), change.change.id):
        person = known.get(fold(name))
        if person is None:
            if not _is_inherited(change, owned, name):
                raise UnknownOwner(name, [each.name for each in known.values() if each.is_active])
        elif person.left_on is not None and is_open:
            if not _is_inherited(change, owned, name):
                raise OwnerHasLeft(person.name, person.left_on)
        elif person.name != name:
            for row_id in _rows_of(change, owned, name):
                statement = f"UPDATE {owned.table} SET {owned.column} = ? WHERE id = ?"
                change.sql(statement, person.name, row_id)
            change.forget()


def _rows_of(change: UnitOfWork, owned: _Owned, name: str) -> Iterator[int]:
    statement = _WITH_OWNER.format(table=owned.table, column=owned.column)
    return (row_id for (row_id,) in change.sql(statement, change.change.id, name))


def _is_inherited(change: UnitOfWork, owned: _Owned, name: str) -> bool:
    """Return whether each record has its owner from another one, not from who made the change."""
    return bool(owned.parents) and all(
        _has_parent_of(change, owned, row_id, name) for row_id in _rows_of(change, owned, name)
    )


def _has_parent_of(change: UnitOfWork, owned: _Owned, row_id: int, name: str) -> bool:
    for parent in owned.parents:
        column = "renews_id" if parent == owned.table else f"{parent}_id"
        join = f"{parent} p ON p.id = t.{column}"
        if parent == "customer":
            join = "lead p ON p.customer_id = t.customer_id"
        owners = ("p.owner", "p.caretaker") if parent in ("lead", "customer") else ("p.owner",)
        either = " OR ".join(f"{owner} = ?" for owner in owners)
        statement = f"SELECT 1 FROM {owned.table} t JOIN {join} WHERE t.id = ? AND ({either})"
        if change.sql(statement, row_id, *[name] * len(owners)):
            return True
    return bool(
        owned.table == "followup"
        and change.sql(
            "SELECT 1 FROM followup t JOIN followup o ON o.lead_id = t.lead_id AND o.id < t.id"
            " WHERE t.id = ? AND o.owner = ?",
            row_id,
            name,
        )
    )
