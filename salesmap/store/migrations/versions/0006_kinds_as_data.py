"""Kinds of interactions and follow-ups are data of the map: no list of them in the schema."""

from alembic import op

revision = "0006"
down_revision = "0005"

_OPEN = "WHERE done_at IS NULL AND dropped_at IS NULL"
_FOLLOWUP = """
CREATE TABLE followup_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  lead_id INTEGER NOT NULL,
  kind VARCHAR,
  what TEXT NOT NULL,
  due_on VARCHAR NOT NULL,
  owner VARCHAR,
  done_at VARCHAR,
  dropped_at VARCHAR,
  recorded_at VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  import_key VARCHAR,
  CONSTRAINT ck_followup_what CHECK (what <> ''),
  CONSTRAINT ck_followup_kind CHECK (kind <> ''),
  CONSTRAINT ck_followup_ended CHECK (done_at IS NULL OR dropped_at IS NULL),
  CONSTRAINT ck_followup_due_on CHECK (due_on LIKE '____-__-__' AND due_on >= '1900-01-01'),
  CONSTRAINT ck_followup_done_at CHECK (done_at LIKE '____-__-__T__:__:__%Z'),
  CONSTRAINT ck_followup_dropped_at CHECK (dropped_at LIKE '____-__-__T__:__:__%Z'),
  CONSTRAINT fk_followup_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
)
"""
_INTERACTION = """
CREATE TABLE interaction_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  lead_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  text TEXT NOT NULL,
  at VARCHAR NOT NULL,
  actor VARCHAR NOT NULL,
  recorded_at VARCHAR NOT NULL,
  import_key VARCHAR,
  CONSTRAINT ck_interaction_kind CHECK (kind <> ''),
  CONSTRAINT ck_interaction_at CHECK (at LIKE '____-__-__T__:__:__%Z'),
  CONSTRAINT fk_interaction_lead_id FOREIGN KEY(lead_id) REFERENCES lead (id)
)
"""
_COLUMNS = {
    "followup": (
        _FOLLOWUP,
        "id, lead_id, kind, what, due_on, owner, done_at, dropped_at, recorded_at, version,"
        " import_key",
    ),
    "interaction": (
        _INTERACTION,
        "id, lead_id, kind, text, at, actor, recorded_at, import_key",
    ),
}
_INDEXES = (
    f"CREATE INDEX ix_followup_due ON followup (due_on, id) {_OPEN}",
    f"CREATE INDEX ix_followup_lead_due ON followup (lead_id, due_on) {_OPEN}",
    "CREATE INDEX ix_followup_lead_id ON followup (lead_id)",
    f"CREATE INDEX ix_followup_owner_due ON followup (lower(owner), due_on) {_OPEN}",
    "CREATE UNIQUE INDEX uq_followup_import_key ON followup (import_key)",
    "CREATE INDEX ix_interaction_lead_id ON interaction (lead_id)",
    "CREATE UNIQUE INDEX uq_interaction_import_key ON interaction (import_key)",
)


def upgrade() -> None:
    """Bring the schema here."""
    for table, (statement, columns) in _COLUMNS.items():
        op.execute(statement)
        op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")
        op.execute(f"DROP TABLE {table}")
        op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in _INDEXES:
        op.execute(statement)
