"""Requests for approval of quotes and contracts as people read them."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.i18n import _
from salesmap.core.table import Column, Table
from salesmap.domain.approvals import rule_title
from salesmap.domain.quote.vocabulary import OWN_DECISION
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map


def approval_table(
    connection: Connection, columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]
) -> Table:
    """Return rows with the title of the `rule` and the words of the `note` behind."""
    names = [column.name for column in columns]
    rule, note = names.index("rule"), names.index("note")
    rules = current_map(connection).approvals if rows else ()
    values = [
        (
            *row,
            rule_title(rules, row[rule]),
            _(OWN_DECISION) if row[note] == OWN_DECISION else row[note],
        )
        for row in rows
    ]
    return Table(tuple(columns), values, words=("rule_title", "note_words"))
