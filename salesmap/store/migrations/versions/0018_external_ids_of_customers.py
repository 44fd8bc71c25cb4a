"""The ids that customers have in another system."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("ALTER TABLE customer ADD COLUMN external_id VARCHAR")
    op.execute("CREATE UNIQUE INDEX uq_customer_external_id ON customer (external_id)")
