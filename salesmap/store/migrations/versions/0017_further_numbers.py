"""Keys by which further phones and emails of contacts are found; news of leads in the pool."""

import json
from pathlib import Path

from alembic import op
from sqlalchemy import text

from salesmap.domain.customer.numbers import further_keys

revision = "0017"
down_revision = "0016"

_NEWS = "'mention', 'comment', 'assigned', 'handover', 'approval', 'decision', 'conflict', 'pool'"
_COUNTRY = "SELECT value FROM setting WHERE key = 'country'"
_BATCH = 10_000


def upgrade() -> None:
    """Bring the schema and the data here."""
    op.execute("ALTER TABLE contact ADD COLUMN further_keys TEXT")
    _set_keys()
    op.execute("CREATE INDEX ix_contact_further ON contact (id) WHERE further_keys IS NOT NULL")
    if op.get_bind().dialect.name == "sqlite":  # which changes no constraint of a table
        statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
        for statement in statements.split(";\n"):
            if statement.strip():
                op.execute(statement)
    else:
        op.execute("ALTER TABLE news DROP CONSTRAINT ck_news_kind")
        op.execute(f"ALTER TABLE news ADD CONSTRAINT ck_news_kind CHECK (kind IN ({_NEWS}))")


def _set_keys() -> None:
    connection = op.get_bind()
    row = connection.execute(text(_COUNTRY)).first()
    country, last = row[0] if row else "CN", 0
    query = text(
        "SELECT id, fields FROM contact WHERE fields <> '{}' AND id > :last"
        f" ORDER BY id LIMIT {_BATCH}"
    )
    while rows := connection.execute(query, {"last": last}).fetchall():
        last = rows[-1][0]
        found = [
            {"id": id, "keys": keys}
            for id, fields in rows
            if (keys := further_keys(json.loads(fields), country))
        ]
        if found:
            update = "UPDATE contact SET further_keys = :keys WHERE id = :id"
            connection.execute(text(update), found)
