"""Names and e-mail addresses are compared without accents: the stored keys, anew."""

from alembic import op
from sqlalchemy import text

from salesmap.core.folding import fold

revision = "0007"
down_revision = "0006"

_KEYS = (
    ("customer", "name", "name_key"),
    ("contact", "name", "name_key"),
    ("contact", "email", "email_key"),
    ("lead", "name", "name_key"),
)


def upgrade() -> None:
    """Bring the data here."""
    connection = op.get_bind()
    for table, column, key in _KEYS:
        rows = connection.execute(
            text(f"SELECT id, {column}, {key} FROM {table} WHERE {key} IS NOT NULL")
        )
        stale = [
            {"id": id, "key": fold(value)}
            for id, value, stored in rows
            if not stored.isascii() and fold(value) != stored
        ]
        if stale:
            connection.execute(text(f"UPDATE {table} SET {key} = :key WHERE id = :id"), stale)
