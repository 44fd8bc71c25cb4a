"""The states of contracts in SQL, by the rules of `domain.contract.state`."""

from salesmap.store.statements import statements

_PARTS = statements(__file__)
_ORDER = (
    "version_state", "state", "is_expected", "is_claimed", "is_paid", "draft_state", "in_force",
)  # fmt: skip


def with_states(statement: str) -> str:
    """Return a statement with the parts of states.sql filled in: `{state}`, `{is_claimed}`, …."""
    for name in _ORDER:
        statement = statement.replace(f"{{{name}}}", _PARTS[name])
    return statement
