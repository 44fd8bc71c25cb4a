"""Leads of unknown creation; follow-ups with a time of day."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute(
        "ALTER TABLE lead ADD COLUMN created_unknown INTEGER"
        " CONSTRAINT ck_lead_created_unknown CHECK (created_unknown = 1)"
    )
    op.execute(
        "ALTER TABLE followup ADD COLUMN due_at VARCHAR"
        " CONSTRAINT ck_followup_due_at CHECK (due_at LIKE '____-__-__T__:__:__%Z')"
    )
