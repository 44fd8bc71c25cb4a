"""Leads by the references that people type: an id, `x:` and an external id, a name's beginning."""

from salesmap.core.folding import fold
from salesmap.core.statements import statements
from salesmap.reports.errors import AmbiguousLeadError, LeadNotFoundError
from salesmap.store.connection import Connection

EXTERNAL = "x:"
_LAST_CHARACTER = "\U0010ffff"
_NEAREST = 3


def lead_id(connection: Connection, reference: str) -> int:
    """Return the id of the lead that a reference names.

    A full name wins over names that begin so. Raises LeadNotFoundError, AmbiguousLeadError.
    """
    candidates = _search(connection, reference)
    if not candidates:
        raise LeadNotFoundError(reference, _nearest(connection, reference))
    if len(candidates) > 1:
        raise AmbiguousLeadError(reference, candidates)
    return candidates[0][0]


def _search(connection: Connection, reference: str) -> list[tuple[int, str]]:
    sql = statements(__file__)
    if reference.isascii() and reference.isdigit():
        number = int(reference)
        if number >= 2**63:
            return []
        return [(id, "") for (id,) in connection.execute(sql["by_id"], {"id": number})]
    if reference.startswith(EXTERNAL):
        parameters = {"external_id": reference.removeprefix(EXTERNAL)}
        if row := connection.execute(sql["by_external_id"], parameters).fetchone():
            return [(row[0], "")]
    return starting_with(connection, reference)


def starting_with(connection: Connection, beginning: str) -> list[tuple[int, str]]:
    """Return (id, name) of the leads called so, or else whose name begins so; 21 at most."""
    key = fold(beginning)
    if not key:
        return []
    parameters = {"name_key": key, "after": key + _LAST_CHARACTER}
    rows = connection.execute(statements(__file__)["by_name"], parameters).fetchall()
    exact = [(id, name) for id, name, is_exact in rows if is_exact]
    return exact or [(id, name) for id, name, _is_exact in rows]


def _nearest(connection: Connection, reference: str) -> list[str]:
    """Return the names, or first words of names, of open leads that are spelled nearly so."""
    from difflib import get_close_matches

    key = fold(reference)
    if not key or reference.isdigit() or reference.startswith(EXTERNAL):
        return []
    names: dict[str, str] = {}
    for (name,) in connection.execute(statements(__file__)["newest_names"]):
        folded = fold(name)
        names.setdefault(folded, name)
        names.setdefault(folded.partition(" ")[0], name)
    close = get_close_matches(key, names, _NEAREST)
    return list(dict.fromkeys(names[each] for each in close))
