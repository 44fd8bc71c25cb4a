"""Which lead is meant: a number, `x:` and an external id, or the beginning of a name."""

import sqlite3

from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.reports.query.statements import statements

EXTERNAL = "x:"
_SHOWN = 5


def lead_id(connection: sqlite3.Connection, reference: str) -> int:
    """The id of the lead meant. A name that is exactly one lead's wins over names that begin so.

    Raises NotFoundError, or RuleViolation with the candidates when several fit.
    """
    found = _search(connection, reference)
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise NotFoundError(
            _("Lead {reference!r} not found: see 'salesmap lead list --status all'.").format(
                reference=reference
            )
        )
    listed = ", ".join(f"{id} {name!r}" for id, name in found[:_SHOWN])
    more = ", …" if len(found) > _SHOWN else ""
    raise RuleViolation(
        _(
            "{reference!r} matches several leads: {listed}. Write more of the name, or the number."
        ).format(reference=reference, listed=listed + more)
    )


def _search(connection: sqlite3.Connection, reference: str) -> list[tuple[int, str]]:
    sql = statements("lead/leads")
    if reference.isascii() and reference.isdigit():
        number = int(reference)
        return (
            [(row[0], "") for row in connection.execute(sql["id_exists"], {"id": number})]
            if number < 2**63
            else []
        )
    if reference.startswith(EXTERNAL):
        parameters = {"external_id": reference.removeprefix(EXTERNAL)}
        if found := connection.execute(sql["id_of_external"], parameters).fetchall():
            return [(found[0][0], "")]
    return starting_with(connection, reference)


def starting_with(connection: sqlite3.Connection, beginning: str) -> list[tuple[int, str]]:
    """(id, name) of the leads whose name begins so, at most 21; only the exact ones if there are any."""
    key = fold(beginning)
    if not key:
        return []
    parameters = {"name_key": key, "after": key + "\U0010ffff"}
    rows = connection.execute(statements("lead/leads")["ids_of_name"], parameters).fetchall()
    exact = [(id, name) for id, name, is_exact in rows if is_exact]
    return exact or [(id, name) for id, name, _exact in rows]
