"""Follow-ups that come again."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("ALTER TABLE followup ADD COLUMN every VARCHAR")
    op.execute(
        "ALTER TABLE followup ADD COLUMN after_contact INTEGER"
        " CONSTRAINT ck_followup_after_contact CHECK (after_contact > 0)"
    )
