"""Which tickets pass filters: status, search and lateness are their own, all else a contract's."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.folding import fold
from salesmap.domain.service.vocabulary import TICKET_STATES
from salesmap.domain.service.words import choices_of_states, state_of
from salesmap.reports.contract.scope import contract_scope
from salesmap.reports.errors import UnknownStatusError
from salesmap.reports.query.filters import Filters, taken_out
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
ALL = "all"


def ticket_scope(connection: Connection, filters: Filters) -> LeadScope:
    """Return the tickets that pass the filters; their days are left to what is counted.

    Overdue are those under way that missed a target. Raises UnknownStatusError, and what
    `Filters.where` raises.
    """
    typed, others = taken_out(connection, filters, ("status",))
    clauses = []
    if filters.status != ALL:
        clauses.append(f"l.ticket_state = '{known_state(filters.status)}'")
    if equal := [known_state(each.value) for each in typed if each.operator == "="]:
        clauses.append(f"l.ticket_state IN ({', '.join(map(repr, equal))})")
    for _field, operator, value in typed:
        if operator == "!=":
            clauses.append(f"l.ticket_state <> '{known_state(value)}'")
        elif operator != "=":
            raise UnknownStatusError(value, TICKET_STATES, choices_of_states())
    if filters.is_overdue:
        clauses.append(_SQL["late"])
    parameters: dict[str, Any] = {}
    if filters.search:
        clauses.append(_searched(filters.search, parameters))
    scope = contract_scope(connection, others._replace(status=ALL, search=()))
    return scope._replace(
        filter_sql=scope.filter_sql + "".join(f" AND {clause}" for clause in clauses),
        filter_parameters={**scope.filter_parameters, **parameters},
    )


def known_state(word: str) -> str:
    """Return the state that a word means. Raises UnknownStatusError."""
    state = state_of(word)
    if state is None:
        raise UnknownStatusError(word, TICKET_STATES, choices_of_states())
    return state


def _searched(texts: Sequence[str], parameters: dict[str, Any]) -> str:
    """Return the condition that any of the texts is in a ticket."""
    either = []
    for place, text in enumerate(texts):
        parameters[f"text{place}"] = f"%{escape_like(text.lower())}%"
        parameters[f"folded{place}"] = f"%{escape_like(fold(text))}%"
        either.append(_SQL["search"].replace("{n}", str(place)))
    return f"({' OR '.join(either)})"
