"""Rates of currencies."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("""
CREATE TABLE rate (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	currency VARCHAR NOT NULL,
	day VARCHAR NOT NULL,
	micros INTEGER NOT NULL,
	recorded_at VARCHAR NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT uq_rate_currency_day UNIQUE (currency, day),
	CONSTRAINT ck_rate_day CHECK (day LIKE '____-__-__' AND day >= '1900-01-01'),
	CONSTRAINT ck_rate_micros CHECK (micros > 0)
)""")
