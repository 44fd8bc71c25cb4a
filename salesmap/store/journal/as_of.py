"""The book as it stood at an instant: every table rebuilt from the journal, under its own name, for one connection.

A temporary table or view named like the real one shadows it, so that every question runs unchanged on the past; a table that nobody
touched since needs none. A record's state then is the earliest state that the journal kept since, or, where nothing was kept, the
present one. What a file brought later, but of earlier days (an imported lead with its way through the stages and what was expected
of it, a contact), counts by its own dates: it was so, only not yet written down.

Where the journal tells of few records, a copy of the book in memory is turned back instead, record by record: it has all the indexes.
"""

import sqlite3

from salesmap.store.journal.last_set import TOLD, said_at

_LATER = """
CREATE TEMP TABLE past_later AS
SELECT r.table_name, r.row_id, min(r.change_id) AS change_id FROM main.change_row r JOIN main.change c ON c.id = r.change_id
WHERE c.at > :then GROUP BY r.table_name, r.row_id
"""
_BORN = """
CREATE TEMP TABLE past_born AS
SELECT l.table_name, l.row_id FROM past_later l JOIN main.change_row r USING (change_id, table_name, row_id)
WHERE r.before IS NULL AND NOT EXISTS (
  SELECT 1 FROM main.change_row e WHERE e.table_name = l.table_name AND e.row_id = l.row_id AND e.change_id < l.change_id)
"""
LARGEST_COPY = 1 << 29
MOST_TURNED_BACK = 20_000
"""How large a book is copied, and how many records are put back one by one."""

_TOUCHED_SINCE = """
SELECT l.table_name, count(*), count(*) - (SELECT count(*) FROM past_born b WHERE b.table_name = l.table_name)
FROM past_later l GROUP BY l.table_name
"""
"""The tables that were touched since, of how many records, and how many of these were there before."""

_THEN = """
SELECT {columns} FROM main.{table} m
WHERE NOT EXISTS (SELECT 1 FROM past_later l WHERE l.table_name = '{table}' AND l.row_id = m.id)
UNION ALL
"""
_KEPT = """
SELECT {states} FROM past_later l JOIN main.change_row r USING (change_id, table_name, row_id)
WHERE l.table_name = '{table}' AND r.before IS NOT NULL
"""
_THEN += _KEPT
"""A table as the journal tells that it was: what nobody touched since, and the states that were kept."""
_UNBORN = """
SELECT {columns} FROM main.{table} m
WHERE NOT EXISTS (SELECT 1 FROM past_born b WHERE b.table_name = '{table}' AND b.row_id = m.id)
"""
"""A table of which no older record was touched since. As a view, it is asked by the indexes of the real one."""

_COUNTED = ("lead", "stay")
"""What reports count: made anew, with indexes, where a view would be one of two parts."""

_TOLD_BY_FILES = (
    "lead",
    "stay",
    "interaction",
    "followup",
    "customer",
    "contact",
    "lead_tag",
    "custom_field",
    "expectation",
)
"""What files bring of earlier days, and what hangs on it."""

_INDEXES = {
    "lead": ("stage_id",),
    "stay": ("lead_id",),
    "interaction": ("lead_id",),
    "followup": ("lead_id",),
    "lead_tag": ("lead_id",),
    "expectation": ("lead_id, at",),
}

# What files brought later of earlier days.
_BACKDATED = """
CREATE TEMP TABLE past_backdated AS
SELECT DISTINCT y.lead_id AS id FROM past_born b JOIN main.stay y ON y.id = b.row_id JOIN main.lead l ON l.id = y.lead_id
WHERE b.table_name = 'stay' AND y.entered_at <= :then AND l.created_at <= :then
"""
_TELLS = """
CREATE TEMP TABLE past_told AS
SELECT DISTINCT e.lead_id AS id FROM past_born b JOIN main.expectation e ON e.id = b.row_id WHERE b.table_name = 'expectation'
"""
_LEADS = """
INSERT INTO temp.lead ({columns}) SELECT {columns} FROM main.lead
WHERE id IN (SELECT id FROM past_backdated) AND id NOT IN (SELECT id FROM temp.lead)
"""
_NO_STAYS = "DELETE FROM temp.stay WHERE lead_id IN (SELECT id FROM past_backdated)"
_STAYS = """
INSERT INTO temp.stay ({columns}) SELECT {columns} FROM main.stay
WHERE lead_id IN (SELECT id FROM past_backdated) AND entered_at <= :then
"""
_STILL_THERE = """
UPDATE temp.stay SET left_at = NULL, secs = NULL, outcome = NULL, again = 0
WHERE left_at > :then AND lead_id IN (SELECT id FROM past_backdated)
"""
_HERE = """
CREATE TEMP TABLE past_here AS
SELECT y.lead_id, y.stage_id, y.entered_at, y.left_at, y.outcome, s.phase,
  (SELECT max(w.left_at) FROM temp.stay w WHERE w.lead_id = y.lead_id AND w.outcome = 'won') AS won_at,
  (SELECT f.id FROM temp.stay z JOIN main.stage f ON f.id = z.stage_id WHERE z.lead_id = y.lead_id
   ORDER BY f.position DESC LIMIT 1) AS furthest_id
FROM temp.stay y JOIN main.stage s ON s.id = y.stage_id
WHERE y.lead_id IN (SELECT id FROM past_backdated) AND y.id = (
  SELECT n.id FROM temp.stay n WHERE n.lead_id = y.lead_id ORDER BY n.entered_at DESC, n.id DESC LIMIT 1)
"""
_STANDING = """
UPDATE temp.lead SET
  stage_id = h.stage_id, furthest_id = h.furthest_id, stage_since = h.entered_at,
  status = CASE WHEN h.outcome IN ('won', 'lost', 'dropped') THEN h.outcome WHEN h.phase = 'after' THEN 'won' ELSE 'open' END
FROM past_here h WHERE h.lead_id = lead.id
"""
_OPEN_AGAIN = """
UPDATE temp.lead SET closed_at = NULL, closed_on = NULL, cycle_days = NULL, lost_reason = NULL
WHERE id IN (SELECT id FROM past_backdated) AND (status = 'open' OR closed_at > :then)
"""
_CLOSED = """
UPDATE temp.lead SET closed_at = coalesce(h.won_at, h.left_at), closed_on = substr(coalesce(h.won_at, h.left_at), 1, 10)
FROM past_here h WHERE h.lead_id = lead.id AND lead.status <> 'open' AND lead.closed_at IS NULL
  AND EXISTS (SELECT 1 FROM main.lead m WHERE m.id = lead.id AND (m.closed_at IS NOT NULL OR m.status = 'open'))
"""
_HAPPENED = """
INSERT INTO temp.interaction ({columns}) SELECT {columns} FROM main.interaction
WHERE at <= :then AND id IN (SELECT row_id FROM past_born WHERE table_name = 'interaction') AND lead_id IN (SELECT id FROM temp.lead)
"""
_DONE = """
INSERT INTO temp.followup ({columns}) SELECT {columns} FROM main.followup
WHERE done_at <= :then AND id IN (SELECT row_id FROM past_born WHERE table_name = 'followup') AND lead_id IN (SELECT id FROM temp.lead)
"""
_EXPECTED = """
INSERT INTO temp.expectation ({columns}) SELECT {columns} FROM main.expectation
WHERE at <= :then AND id IN (SELECT row_id FROM past_born WHERE table_name = 'expectation') AND lead_id IN (SELECT id FROM temp.lead)
"""
_AS_EXPECTED = """
UPDATE temp.lead AS l SET {field} = (
  SELECT e.{field} FROM main.expectation e WHERE e.lead_id = l.id AND e.at <= :then AND e.{field} IS NOT NULL ORDER BY e.at DESC LIMIT 1)
WHERE l.id IN (SELECT id FROM past_told) AND EXISTS (SELECT 1 FROM main.expectation e WHERE e.lead_id = l.id AND e.{field} IS NOT NULL)
  AND (l.id IN (SELECT row_id FROM past_born WHERE table_name = 'lead') OR {said_at} < (
    SELECT max(e.at) FROM main.expectation e WHERE e.lead_id = l.id AND e.at <= :then AND e.{field} IS NOT NULL))
"""
"""What files told last until then, unless the book had said something since. Of a lead that was not in the book, nothing else is known."""

_HUNG_ON = """
INSERT INTO temp.{table} ({columns}) SELECT {columns} FROM main.{table}
WHERE id NOT IN (SELECT id FROM temp.{table}) AND {pointer} IN (SELECT {pointed} FROM temp.lead WHERE id IN (SELECT id FROM past_backdated))
"""
_TOUCHED = """
UPDATE temp.lead SET touched_at = max(stage_since, coalesce(
  (SELECT max(i.at) FROM temp.interaction i WHERE i.lead_id = lead.id AND i.kind <> 'note'), stage_since))
WHERE id IN (SELECT id FROM past_backdated)
"""


def go_back(connection: sqlite3.Connection, then: str) -> sqlite3.Connection:
    """A connection that sees the book as it stood at an instant (as stored): this one from here on, or one to a copy."""
    at = {"then": then}
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(_LATER, at)
    connection.execute("CREATE INDEX temp.past_later_row ON past_later (table_name, row_id)")
    connection.execute(_BORN)
    connection.execute("CREATE INDEX temp.past_born_row ON past_born (table_name, row_id)")
    columns = {table: _columns(connection, table) for table in _tables(connection)}
    connection.execute(_BACKDATED, at)
    connection.execute(_TELLS)
    adds = (
        connection.execute(
            "SELECT 1 FROM past_backdated UNION ALL SELECT 1 FROM past_told LIMIT 1"
        ).fetchone()
        is not None
    )
    touched = {
        table: (records, older) for table, records, older in connection.execute(_TOUCHED_SINCE)
    }
    if (
        not adds
        and any(older for _records, older in touched.values())
        and _is_soon_copied(connection, touched)
    ):
        return _turned_back(connection, {table: columns[table] for table in touched}, at)
    for table, names in columns.items():
        if adds and table in _TOLD_BY_FILES:
            _rebuild(connection, table, names)
        elif table in touched:
            _shadow(connection, table, names, are_new=not touched[table][1])
    if adds:
        _bring_back_what_files_told(
            connection, {table: ", ".join(names) for table, names in columns.items()}, at
        )
    connection.execute(f"CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE at <= '{then}'")
    return connection


def _is_soon_copied(connection: sqlite3.Connection, touched: dict[str, tuple[int, int]]) -> bool:
    """Whether a copy fits into memory, and turning it back is less work than making tables anew."""
    (size,) = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    ).fetchone()
    return (
        bool(size <= LARGEST_COPY)
        and sum(records for records, _older in touched.values()) <= MOST_TURNED_BACK
    )


def _turned_back(
    connection: sqlite3.Connection, columns: dict[str, list[str]], at: dict[str, str]
) -> sqlite3.Connection:
    """A copy in memory, in which what was touched since is put back to the state that the journal kept. `columns` are those of the
    tables that were touched."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    copy.execute("BEGIN")
    for (trigger,) in copy.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        copy.execute(f"DROP TRIGGER {trigger}")
    copy.execute(_LATER, at)
    # The states of then may need what those of now hold (an external id): all go before any come back.
    for table in columns:
        copy.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT row_id FROM past_later WHERE table_name = '{table}')"
        )
    for table, names in columns.items():
        copy.execute(
            f"INSERT INTO {table} ({', '.join(names)}) {_KEPT.format(table=table, states=_states(names))}"
        )
    copy.execute("DELETE FROM change WHERE at > :then", at)
    copy.execute("COMMIT")
    return copy


def _shadow(connection: sqlite3.Connection, table: str, names: list[str], are_new: bool) -> None:
    """Put what the table was in its place. `are_new`: all that was touched since has been new then."""
    if are_new:
        connection.execute(
            f"CREATE TEMP VIEW {table} AS {_UNBORN.format(table=table, columns=', '.join(names))}"
        )
    elif table in _COUNTED:
        _rebuild(connection, table, names)
    else:
        connection.execute(f"CREATE TEMP VIEW {table} AS {_then(table, names)}")


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that the journal watches."""
    found = connection.execute(
        "SELECT DISTINCT tbl_name FROM main.sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%' ORDER BY 1"
    )
    return [table for (table,) in found]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    ]


def _then(table: str, names: list[str]) -> str:
    return _THEN.format(table=table, columns=", ".join(names), states=_states(names))


def _states(names: list[str]) -> str:
    return ", ".join(f"json_extract(r.before, '$.{name}')" for name in names)


def _rebuild(connection: sqlite3.Connection, table: str, names: list[str]) -> None:
    """Make the table as it was, to be added to."""
    declared = ", ".join("id INTEGER PRIMARY KEY" if name == "id" else name for name in names)
    connection.execute(f"CREATE TEMP TABLE {table} ({declared})")
    connection.execute(f"INSERT INTO temp.{table} ({', '.join(names)}) {_then(table, names)}")
    for place, wanted in enumerate(_INDEXES.get(table, ())):
        connection.execute(f"CREATE INDEX temp.past_{table}_{place} ON {table} ({wanted})")


def _bring_back_what_files_told(
    connection: sqlite3.Connection, columns: dict[str, str], at: dict[str, str]
) -> None:
    """Add what was written down later, but was so already; what had not happened yet has not."""
    for statement, table in (
        (_LEADS, "lead"), (_NO_STAYS, "stay"), (_STAYS, "stay"), (_STILL_THERE, "stay"), (_HERE, "stay"), (_STANDING, "lead"),
        (_OPEN_AGAIN, "lead"), (_CLOSED, "lead"), (_HAPPENED, "interaction"), (_DONE, "followup"), (_EXPECTED, "expectation"),
        (_TOUCHED, "lead"),
    ):  # fmt: skip
        connection.execute(statement.format(columns=columns[table]), at)
    for field in TOLD:
        connection.execute(
            _AS_EXPECTED.format(field=field, said_at=said_at(field, "AND k.at <= :then")), at
        )
    for table, pointer, pointed in (
        ("customer", "id", "customer_id"),
        ("contact", "id", "contact_id"),
        ("lead_tag", "lead_id", "id"),
    ):
        connection.execute(
            _HUNG_ON.format(table=table, columns=columns[table], pointer=pointer, pointed=pointed)
        )
    connection.execute(
        "INSERT INTO temp.custom_field (id, key) SELECT id, key FROM main.custom_field WHERE id NOT IN (SELECT id FROM temp.custom_field)"
    )
