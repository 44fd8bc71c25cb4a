"""Which contracts pass filters: owner and customer are their own, all else is their lead's."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.folding import fold
from salesmap.reports.query.filters import Filters, taken_out
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.scope import NOBODY, LeadScope, owners_of_teams, people_named
from salesmap.reports.query.spellings import Spellings, UnknownValue
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_OWN = {
    "owner": "lower(l.owner)",
    "customer": "(SELECT c.name_key FROM customer c WHERE c.id = l.customer_id)",
}


class _Test(NamedTuple):
    """A field of a contract, an operator, and values of which any may hold."""

    field: str
    operator: str
    values: Sequence[str]


def contract_scope(connection: Connection, filters: Filters) -> LeadScope:
    """Return the contracts that pass the filters; their days are left to what is counted.

    Whether something is overdue is not looked at. Raises what `Filters.where` raises.
    """
    tests, others, unknown = _own_tests(connection, filters)
    of_leads = others._replace(is_overdue=False, since=None, until=None)
    scope = LeadScope(filters.since, filters.until).narrowed(connection, of_leads, but_owner=True)
    scope = scope._replace(unknown=(*scope.unknown, *unknown))
    return _narrowed(connection, scope, tests)


def of_owners(connection: Connection, scope: LeadScope, owners: Sequence[str]) -> LeadScope:
    """Return a scope of contracts with these owners."""
    tests = [_Test("owner", "=", owners)] if owners else []
    return _narrowed(connection, scope, tests)


def _own_tests(
    connection: Connection, filters: Filters
) -> tuple[list[_Test], Filters, list[UnknownValue]]:
    """Return the tests of the contract's own fields, the filters without them, unknown teams."""
    options = dict(filters.options)
    tests = [
        _Test(field, operator, values)
        for field, operator in (("owner", "="), ("customer", "~"))
        if (values := options.pop(field, ()))
    ]
    unknown: list[UnknownValue] = []
    if teams := options.pop("team", ()):
        members, unknown = owners_of_teams(connection, teams)
        tests.append(_Test("owner", "=", members or [NOBODY]))
    typed, others = taken_out(connection, filters, tuple(_OWN))
    equal: dict[str, list[str]] = {}
    for field, operator, value in typed:
        if operator == "=":
            equal.setdefault(field, []).append(value)
        else:
            tests.append(_Test(field, operator, [value]))
    tests += [_Test(field, "=", values) for field, values in equal.items()]
    return (
        [_without_me(connection, filters, test) for test in tests],
        others._replace(options=options),
        unknown,
    )


def _without_me(connection: Connection, filters: Filters, test: _Test) -> _Test:
    """Return a test with the people that `me` means."""
    if test.field != "owner":
        return test
    people = (each for value in test.values for each in people_named(connection, filters, value))
    return test._replace(values=list(people))


def _narrowed(connection: Connection, scope: LeadScope, tests: Sequence[_Test]) -> LeadScope:
    parameters: dict[str, Any] = {}
    unknown: list[UnknownValue] = []
    owners = _owners(connection) if any(test.field == "owner" for test in tests) else None
    clauses = []
    for test in tests:
        either = []
        for value in test.values:
            if owners and test.field == "owner" and value and test.operator in ("=", "!="):
                spelled = owners.of(value)
                unknown += [] if spelled or value == NOBODY else [owners.unknown(value)]
                values = spelled or [value]
            else:
                values = [value if test.field == "owner" else fold(value)]
            either.append(_clause(test, values, parameters))
        clauses.append(f"({' OR '.join(either)})")
    return scope._replace(
        filter_sql=scope.filter_sql + "".join(f" AND {clause}" for clause in clauses),
        filter_parameters={**scope.filter_parameters, **parameters},
        unknown=(*scope.unknown, *unknown),
    )


def _clause(test: _Test, values: Sequence[str], parameters: dict[str, Any]) -> str:
    """Return the condition that a field is one of these values, or what else the operator asks."""
    expression = _OWN[test.field]
    if values == [""] and test.operator in ("=", "!="):
        return f"{expression} IS {'NOT ' if test.operator == '!=' else ''}NULL"
    names = []
    for value in values:
        name = f"own{len(parameters)}"
        parameters[name] = f"%{escape_like(value)}%" if test.operator == "~" else value
        names.append(f"lower(:{name})" if test.field == "owner" else f":{name}")
    if test.operator == "~":
        words = [f"{expression} LIKE {name} ESCAPE '\\'" for name in names]
        return f"({' OR '.join(words)})"
    if test.operator == "=":
        return f"{expression} IN ({', '.join(names)})"
    if test.operator == "!=":
        return f"({expression} IS NULL OR {expression} NOT IN ({', '.join(names)}))"
    return f"{expression} {test.operator} {names[0]}"


def _owners(connection: Connection) -> Spellings:
    """Return the owners of contracts and of leads, whose contracts are theirs by default."""
    rows = connection.execute(statements(__file__)["owners"])
    return Spellings("owner", [str(name) for (name,) in rows])
