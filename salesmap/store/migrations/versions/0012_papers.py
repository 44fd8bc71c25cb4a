"""Products, quotes, contracts and money; settings of the database; attachments; roles in a deal."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the schema here."""
    for column in ("address", "tax_no", "bank", "account", "tier"):
        op.execute(f"ALTER TABLE customer ADD COLUMN {column} VARCHAR")
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            op.execute(statement)
