"""The first schema. New files are created from the models; older ones begin here."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to do: there is no file before the first schema."""
