"""What is derived from the dates of a ticket: its state, and whether a target was missed."""

from salesmap.store.statements import statements

_PARTS = statements(__file__)


def with_states(sql: str) -> str:
    """Return a statement over `ticket t` with the parts of `states.sql` filled in.

    Those that depend on the moment need the parameter :now.
    """
    while "{" in sql and any(f"{{{name}}}" in sql for name in _PARTS):
        for name, part in _PARTS.items():
            sql = sql.replace(f"{{{name}}}", part)
    return sql
