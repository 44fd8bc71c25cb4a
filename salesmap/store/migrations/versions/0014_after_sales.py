"""Tickets, ratings, care, segments, costs of sources; who brought a lead; rules that acted."""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("ALTER TABLE customer ADD COLUMN tier_rule VARCHAR")
    for target in ("customer", "contact"):
        column = f"referred_by_{target}_id"
        op.execute(
            f"ALTER TABLE lead ADD COLUMN {column} INTEGER "
            f"CONSTRAINT fk_lead_{column} REFERENCES {target} (id)"
        )
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            op.execute(statement)
