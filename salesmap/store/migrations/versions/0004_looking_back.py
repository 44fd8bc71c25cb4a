"""Action items of reviews, expectations of leads, targets distinct by the name of their period."""

from alembic import op

revision = "0004"
down_revision = "0003"

_INSTANT = "CONSTRAINT ck_{0}_{1} CHECK ({1} LIKE '____-__-__T__:__:__%Z')"
_DAY = "CONSTRAINT ck_{0}_{1} CHECK ({1} LIKE '____-__-__' AND {1} >= '1900-01-01')"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("DROP INDEX uq_target")
    op.execute(
        "CREATE UNIQUE INDEX uq_target ON target (coalesce(lower(owner), ''), since, until, kind,"
        " period)"
    )
    op.execute(
        "CREATE TABLE review_point (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " what TEXT NOT NULL, owner VARCHAR, due_on VARCHAR,"
        " actor VARCHAR NOT NULL, recorded_at VARCHAR NOT NULL, done_at VARCHAR,"
        " dropped_at VARCHAR, note TEXT, version INTEGER NOT NULL,"
        " CONSTRAINT ck_review_point_what CHECK (what <> ''),"
        " CONSTRAINT ck_review_point_ended CHECK (done_at IS NULL OR dropped_at IS NULL),"
        f" {_DAY.format('review_point', 'due_on')},"
        f" {_INSTANT.format('review_point', 'recorded_at')},"
        f" {_INSTANT.format('review_point', 'done_at')},"
        f" {_INSTANT.format('review_point', 'dropped_at')})"
    )
    op.execute(
        "CREATE TABLE expectation (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " lead_id INTEGER NOT NULL, at VARCHAR NOT NULL,"
        " expected_close VARCHAR, value_cents INTEGER, recorded_at VARCHAR NOT NULL,"
        f" {_INSTANT.format('expectation', 'at')}, {_DAY.format('expectation', 'expected_close')},"
        " CONSTRAINT ck_expectation_value_cents CHECK (value_cents = CAST(value_cents AS INTEGER)),"
        " CONSTRAINT uq_expectation_lead_id_at UNIQUE (lead_id, at),"
        " CONSTRAINT fk_expectation_lead_id FOREIGN KEY (lead_id) REFERENCES lead (id))"
    )
