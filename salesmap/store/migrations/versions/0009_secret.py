"""A secret of the database, by which it knows what it sent out."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("ALTER TABLE identity ADD COLUMN secret VARCHAR")
    statement = sa.text("UPDATE identity SET secret = :secret").bindparams(secret=token_hex(32))
    op.execute(statement)
