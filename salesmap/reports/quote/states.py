"""The state of quotes in SQL, by the rule of `domain.quote.quote.Thread.state`."""

from salesmap.store.statements import statements

_PARTS = statements(__file__)


def with_states(statement: str) -> str:
    """Return a statement with `{standing}`, the names of its parts in braces filled in."""
    for name in ("version_state", "state", "draft_state", "reason", "standing"):
        statement = statement.replace(f"{{{name}}}", _PARTS[name])
    return statement
