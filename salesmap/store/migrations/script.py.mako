"""${message}"""

# A table that is rebuilt (op.batch_alter_table) needs copy_from=: SQLite does not tell Alembic of CHECK constraints,
# AUTOINCREMENT and indexes on expressions, and they would be lost.

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the schema here."""
    ${upgrades if upgrades else "pass"}
