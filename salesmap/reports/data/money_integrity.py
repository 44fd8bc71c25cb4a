"""Whether the money on contracts adds up, and signed contracts are as they were signed."""

from itertools import groupby

from salesmap.core.i18n import _
from salesmap.domain.contract.approved_content import seal_of
from salesmap.domain.records import Contract, ContractLine, ContractVersion
from salesmap.store.connection import Connection
from salesmap.store.mapper import fetch
from salesmap.store.statements import statements

_SQL = statements(__file__)
_MOST_LISTED = 20


def money_contradictions(connection: Connection) -> list[str]:
    """Return a line for each rule that some contracts or payments break."""
    of_contracts, of_payments = _("Contracts {ids}: {rule}."), _("Payments {ids}: {rule}.")
    rules = {
        "received": (of_contracts, _("what the plan has received is not what was allocated to it")),
        "overdrawn": (of_contracts, _("more was allocated than was received")),
        "idle_credit": (of_contracts, _("there is credit while parts of the plan are open")),
        "plan": (of_contracts, _("the parts of the plan do not add up to the amount")),
        "terms": (of_contracts, _("the dates differ from those that were signed")),
        "beyond": (of_payments, _("the allocations do not fit the payment")),
        "elsewhere": (of_payments, _("they settle parts of another contract")),
    }
    found = [
        (text, [id for (id,) in connection.execute(_SQL[name]).fetchall()], rule)
        for name, (text, rule) in rules.items()
    ]
    found.append((of_contracts, _changed(connection), _("changed after it was signed")))
    return [
        text.format(ids=", ".join(map(str, ids[:_MOST_LISTED])), rule=rule)
        for text, ids, rule in found
        if ids
    ]


def _changed(connection: Connection) -> list[str]:
    """Return the signed versions whose content is not what was sealed."""
    sealed = fetch(connection, ContractVersion, "content_hash IS NOT NULL", (), "contract_id, n")
    contracts = {each.id: each for each in fetch(connection, Contract, "1 = 1", (), "id")}
    lines = {
        version: list(members)
        for version, members in groupby(
            fetch(connection, ContractLine, "1 = 1", (), "contract_version_id, position, id"),
            key=lambda line: line.contract_version_id,
        )
    }
    return [
        f"{version.contract_id} v{version.n}"
        for version in sealed
        if version.content_hash
        != seal_of(contracts[version.contract_id], version, lines.get(version.id, []))
    ]
