"""Comments, news, rulings on conflicts; keys by which companies and domains of e-mail are found."""

from pathlib import Path

from alembic import op
from sqlalchemy import text

from salesmap.core.folding import email_domain
from salesmap.domain.company_names import company_key

revision = "0016"
down_revision = "0015"

_BATCH = 10_000
_KEYS = (
    ("customer", "name", "company_key", company_key),
    ("contact", "email_key", "domain_key", email_domain),
)


def upgrade() -> None:
    """Bring the schema and the data here."""
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            op.execute(statement)
    connection = op.get_bind()
    for table, column, key, key_of in _KEYS:
        last = 0
        query = text(
            f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL AND id > :last"
            f" ORDER BY id LIMIT {_BATCH}"
        )
        while rows := connection.execute(query, {"last": last}).fetchall():
            last = rows[-1][0]
            keys = [{"id": id, "key": key_of(value)} for id, value in rows]
            connection.execute(text(f"UPDATE {table} SET {key} = :key WHERE id = :id"), keys)
