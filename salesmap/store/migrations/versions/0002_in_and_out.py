"""Details of contacts, keys of imported rows, negative amounts."""

from uuid import uuid4

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the schema here."""
    op.execute("ALTER TABLE contact ADD COLUMN title VARCHAR")
    op.execute(
        "ALTER TABLE contact ADD COLUMN fields VARCHAR DEFAULT '{}' NOT NULL"
        " CONSTRAINT ck_contact_fields CHECK (json_valid(fields) AND fields LIKE '{%}')"
    )
    op.execute("ALTER TABLE contact ADD COLUMN external_id VARCHAR")
    op.execute("CREATE UNIQUE INDEX uq_contact_external_id ON contact (external_id)")
    for table in ("interaction", "followup"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN import_key VARCHAR")
        op.execute(f"CREATE UNIQUE INDEX uq_{table}_import_key ON {table} (import_key)")
    op.execute(
        "CREATE TABLE identity (id INTEGER NOT NULL, uid VARCHAR NOT NULL,"
        " CONSTRAINT pk_identity PRIMARY KEY (id), CHECK (id = 1))"
    )
    op.execute(f"INSERT INTO identity VALUES (1, '{uuid4()}')")
    _let_values_be_negative()


def _let_values_be_negative() -> None:
    """Recreate the table without one condition: SQLite cannot change a constraint."""
    connection = op.get_bind()
    existing = connection.exec_driver_sql(
        "SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'lead' AND sql IS NOT NULL"
    ).all()
    (table,) = (sql for kind, sql in existing if kind == "table")
    fresh = table.replace("value_cents >= 0 AND ", "")
    assert fresh != table
    op.execute(fresh.replace("CREATE TABLE lead", "CREATE TABLE lead_fresh", 1).replace(":", r"\:"))
    op.execute("INSERT INTO lead_fresh SELECT * FROM lead")
    op.execute("DROP TABLE lead")
    op.execute("ALTER TABLE lead_fresh RENAME TO lead")
    for kind, sql in existing:
        if kind == "index":
            connection.exec_driver_sql(sql)
