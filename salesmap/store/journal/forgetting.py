"""Taking a person out of the database and its journal for good."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.dialect import create_triggers, drop_triggers, erase_what_is_deleted
from salesmap.store.engine.opening import write_connection
from salesmap.store.journal.shortening import add_stub, finish, refuse_altered
from salesmap.store.journal.stubs import FORGOTTEN
from salesmap.store.tables import TABLES

_HIDDEN = "…"
_SHORTEST = 3
"""A shorter text than this is part of too many words to be looked for in others."""

_DETAILS = ("name", "phone", "email", "wechat", "external_id")
_EMPTIED = (*_DETAILS, "title", "name_key", "phone_key", "email_key", "domain_key", "further_keys")


def forget(database: Database, contact_id: int) -> list[tuple[str, int]]:
    """Take a person out of the database and its journal.

    Their contact stays as an empty shell. Returns the (table, id) of the records that still name
    them, such as notes. Raises JournalAltered.
    """
    with write_connection(database) as connection:
        refuse_altered(connection)
        erase_what_is_deleted(connection)
        words = _words_of(connection, contact_id)
        drop_triggers(connection)
        emptied = ", ".join(f"{column} = NULL" for column in _EMPTIED)
        connection.execute(
            f"UPDATE contact SET {emptied}, fields = '{{}}', version = version + 1 WHERE id = ?",
            (contact_id,),
        )
        for table, column in _children():
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (contact_id,))
        _clear_states(connection, contact_id, words)
        _clear_changes(connection, words)
        create_triggers(connection)
        command = f"salesmap contact forget {contact_id}"  # as typed, it may name the person
        add_stub(connection, database, (FORGOTTEN, f"contact:{contact_id}", command), None)
        mentions = list(_mentions(connection, words))
    finish(database)
    return mentions


def _children() -> list[tuple[str, str]]:
    """Return (table, column) of what cannot be without a contact; tickets and ratings can."""
    return [
        (table, reference.column)
        for table, spec in TABLES.items()
        for reference in spec.references
        if reference.parent == "contact"
        and not spec.kinds[spec.columns.index(reference.column)].endswith("?")
    ]


def _words_of(connection: Connection, contact_id: int) -> "_Words":
    """Return the texts by which a person is known, now and in the journal."""
    columns = ", ".join((*_DETAILS, "fields"))
    rows = [
        dict(zip((*_DETAILS, "fields"), row, strict=True))
        for row in connection.execute(f"SELECT {columns} FROM contact WHERE id = ?", (contact_id,))
    ]
    rows += [state for _key, state in _states(connection, "contact", contact_id)]
    words: set[str] = set()
    for row in rows:
        own = json.loads(row.get("fields") or "{}")
        words.update(str(row[key]) for key in _DETAILS if row.get(key))
        words.update(str(value) for value in own.values() if value)
    return _Words(words)


class _Words:
    """Texts to be found in others as whole words in any case, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        telling = {word for word in words if len(word) >= _SHORTEST or not word.isascii()}
        patterns = [_whole_word(word) for word in sorted(telling, key=len, reverse=True)]
        self.pattern = re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)

    def hide(self, text: str) -> str:
        """Return a text without them."""
        return self.pattern.sub(_HIDDEN, text)

    def are_in(self, text: str) -> bool:
        """Return whether a text holds one of them."""
        return self.pattern.search(text) is not None


def _whole_word(word: str) -> str:
    if not word.isascii():
        return re.escape(word)
    return rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])"


def _states(
    connection: Connection, table: str, row_id: int
) -> Iterable[tuple[int, dict[str, Any]]]:
    """Yield the change and the earlier state of each entry about a record."""
    rows = connection.execute(
        "SELECT change_id, before FROM change_row"
        " WHERE table_name = ? AND row_id = ? AND before IS NOT NULL",
        (table, row_id),
    )
    return [(change_id, json.loads(before)) for change_id, before in rows.fetchall()]


def _clear_states(connection: Connection, contact_id: int, words: _Words) -> None:
    """Take a person out of the earlier states of all records."""
    for change_id, state in _states(connection, "contact", contact_id):
        state.update(dict.fromkeys(_EMPTIED), fields="{}")
        _set_state(connection, change_id, "contact", contact_id, state)
    entries = connection.execute(
        "SELECT change_id, table_name, row_id, before FROM change_row WHERE before IS NOT NULL"
    )
    changed = []
    for change_id, table, row_id, before in entries:
        state = json.loads(before)
        clean = _without(table, state, words, contact_id)
        if clean != state:
            changed.append((change_id, table, row_id, clean))
    for change in changed:
        _set_state(connection, *change)


def _without(
    table: str, state: Mapping[str, Any], words: _Words, contact_id: int
) -> dict[str, Any]:
    """Return a state whose texts name a person no more."""
    spec = TABLES[table]
    is_theirs = any(
        name == table and state.get(column) == contact_id for name, column in _children()
    )
    clean = dict(state)
    for column, kind in zip(spec.columns, spec.kinds, strict=True):
        value = state.get(column)
        if isinstance(value, str) and kind.removesuffix("?") in ("text", "json"):
            is_text = kind.removesuffix("?") == "text"
            clean[column] = _HIDDEN if is_theirs and is_text else words.hide(value)
    return clean


def _set_state(
    connection: Connection, change_id: int, table: str, row_id: int, state: Mapping[str, Any]
) -> None:
    connection.execute(
        "UPDATE change_row SET before = ? WHERE change_id = ? AND table_name = ? AND row_id = ?",
        (json.dumps(state, ensure_ascii=False, separators=(",", ":")), change_id, table, row_id),
    )


def _clear_changes(connection: Connection, words: _Words) -> None:
    """Take a person out of the summaries, the command lines and the answers of changes."""
    rows = connection.execute("SELECT id, command, subject, answer FROM change").fetchall()
    for id, *texts in rows:
        clean = [text and words.hide(text) for text in texts]
        if clean != texts:
            connection.execute(
                "UPDATE change SET command = ?, subject = ?, answer = ? WHERE id = ?", (*clean, id)
            )


def _mentions(connection: Connection, words: _Words) -> Iterable[tuple[str, int]]:
    """Yield the records that still name a person."""
    for table, spec in TABLES.items():
        if table.startswith("change") or "id" not in spec.columns:
            continue
        texts = [
            column
            for column, kind in zip(spec.columns, spec.kinds, strict=True)
            if kind.removesuffix("?") in ("text", "json") and not column.endswith("_key")
        ]
        if not texts:
            continue
        sql = f"SELECT id, {', '.join(texts)} FROM {table} ORDER BY id"
        for id, *values in connection.execute(sql):
            if any(words.are_in(value) for value in values if value):
                yield table, id
