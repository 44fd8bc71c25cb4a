"""Versions of the map, several pipelines, checked items, forms, issues, notes, targets."""

from alembic import op

revision = "0003"
down_revision = "0002"

_INSTANT = "CONSTRAINT ck_{0}_{1} CHECK ({1} LIKE '____-__-__T__:__:__%Z')"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute(
        "CREATE TABLE map_version (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " key VARCHAR NOT NULL, source TEXT NOT NULL,"
        " compiled TEXT, applied_at VARCHAR NOT NULL, actor VARCHAR NOT NULL,"
        f" {_INSTANT.format('map_version', 'applied_at')})"
    )
    op.execute(
        "INSERT INTO map_version (key, source, applied_at, actor)"
        " SELECT key, source, coalesce((SELECT min(at) FROM change),"
        " strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), 'salesmap'"
        " FROM process ORDER BY id LIMIT 1"
    )
    op.execute("ALTER TABLE process DROP COLUMN source")
    op.execute("ALTER TABLE process ADD COLUMN position INTEGER DEFAULT '1' NOT NULL")
    op.execute("ALTER TABLE stage ADD COLUMN group_key VARCHAR DEFAULT '' NOT NULL")
    op.execute("UPDATE stage SET group_key = key")
    _make_tables()


def _make_tables() -> None:
    op.execute(
        "CREATE TABLE lead_check (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " lead_id INTEGER NOT NULL, item VARCHAR NOT NULL,"
        " done_at VARCHAR NOT NULL, actor VARCHAR NOT NULL,"
        " CONSTRAINT uq_lead_check_lead_id_item UNIQUE (lead_id, item),"
        f" {_INSTANT.format('lead_check', 'done_at')},"
        " CONSTRAINT fk_lead_check_lead_id FOREIGN KEY (lead_id) REFERENCES lead (id))"
    )
    op.execute(
        "CREATE TABLE form_answer (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " lead_id INTEGER NOT NULL, form VARCHAR NOT NULL,"
        " number INTEGER NOT NULL, answers TEXT NOT NULL, received_at VARCHAR NOT NULL,"
        " actor VARCHAR NOT NULL, origin VARCHAR NOT NULL,"
        " CONSTRAINT ck_form_answer_answers CHECK (json_valid(answers) AND answers LIKE '{%}'),"
        f" {_INSTANT.format('form_answer', 'received_at')},"
        " CONSTRAINT uq_form_answer_lead_id_form_number UNIQUE (lead_id, form, number),"
        " CONSTRAINT fk_form_answer_lead_id FOREIGN KEY (lead_id) REFERENCES lead (id))"
    )
    op.execute(
        "CREATE TABLE map_issue (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " stage VARCHAR NOT NULL, problem VARCHAR NOT NULL,"
        " metric VARCHAR NOT NULL, threshold FLOAT NOT NULL, figure FLOAT NOT NULL,"
        " leads INTEGER NOT NULL, value_cents INTEGER NOT NULL,"
        " opened_at VARCHAR NOT NULL, opened_by VARCHAR NOT NULL, closed_at VARCHAR,"
        " closed_by VARCHAR, closing_figure FLOAT, note TEXT,"
        f" version INTEGER NOT NULL, {_INSTANT.format('map_issue', 'opened_at')},"
        f" {_INSTANT.format('map_issue', 'closed_at')},"
        " CONSTRAINT ck_map_issue_closed CHECK ((closed_at IS NULL) = (closing_figure IS NULL)))"
    )
    op.execute(
        "CREATE TABLE knowledge_note (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " title VARCHAR NOT NULL, text TEXT NOT NULL,"
        " stage VARCHAR, problem VARCHAR, product VARCHAR, actor VARCHAR NOT NULL,"
        " recorded_at VARCHAR NOT NULL,"
        " updated_at VARCHAR NOT NULL, version INTEGER NOT NULL,"
        " CONSTRAINT ck_knowledge_note_title CHECK (title <> ''),"
        f" {_INSTANT.format('knowledge_note', 'recorded_at')},"
        f" {_INSTANT.format('knowledge_note', 'updated_at')})"
    )
    op.execute(
        "CREATE TABLE target (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, owner VARCHAR,"
        " period VARCHAR NOT NULL,"
        " since VARCHAR NOT NULL, until VARCHAR NOT NULL, kind VARCHAR NOT NULL,"
        " amount INTEGER NOT NULL,"
        " recorded_at VARCHAR NOT NULL, version INTEGER NOT NULL,"
        " CONSTRAINT ck_target_kind CHECK (kind IN ('value', 'count', 'activity')),"
        " CONSTRAINT ck_target_since CHECK (since LIKE '____-__-__' AND since >= '1900-01-01'),"
        " CONSTRAINT ck_target_until CHECK (until LIKE '____-__-__' AND until >= '1900-01-01'),"
        " CONSTRAINT ck_target_order CHECK (since <= until),"
        " CONSTRAINT ck_target_amount CHECK (amount >= 0 AND amount = CAST(amount AS INTEGER)))"
    )
    op.execute(
        "CREATE UNIQUE INDEX uq_target ON target (coalesce(lower(owner), ''), since, until, kind)"
    )
    op.execute(
        "CREATE TABLE notice (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " kind VARCHAR NOT NULL, person VARCHAR NOT NULL,"
        " day VARCHAR NOT NULL, address VARCHAR NOT NULL, begun_at VARCHAR NOT NULL,"
        " sent_at VARCHAR,"
        " CONSTRAINT uq_notice_kind_person_day_address UNIQUE (kind, person, day, address),"
        " CONSTRAINT ck_notice_day CHECK (day LIKE '____-__-__' AND day >= '1900-01-01'),"
        f" {_INSTANT.format('notice', 'begun_at')}, {_INSTANT.format('notice', 'sent_at')})"
    )
