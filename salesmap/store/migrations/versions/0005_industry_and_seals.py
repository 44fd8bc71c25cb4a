"""Industry of a lead, the lead it was merged into; seals and answers in the journal."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("ALTER TABLE lead ADD COLUMN industry VARCHAR")
    op.execute(
        "ALTER TABLE lead ADD COLUMN merged_into_id INTEGER"
        " CONSTRAINT fk_lead_merged_into_id REFERENCES lead (id)"
    )
    op.execute("CREATE INDEX ix_lead_merged_into_id ON lead (merged_into_id)")
    op.execute("ALTER TABLE change ADD COLUMN seal VARCHAR")
    op.execute("ALTER TABLE change ADD COLUMN once_key VARCHAR")
    op.execute("ALTER TABLE change ADD COLUMN answer TEXT")
    op.execute("CREATE UNIQUE INDEX uq_change_once ON change (once_key) WHERE once_key IS NOT NULL")
    op.execute("ALTER TABLE identity ADD COLUMN sealed_change_id INTEGER")
    op.execute("ALTER TABLE identity ADD COLUMN sealed VARCHAR")
