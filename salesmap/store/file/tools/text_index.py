"""Texts ranked by how well they match words, by SQLite's full-text search."""

import sqlite3
from collections.abc import Iterable

_INDEX = """
CREATE VIRTUAL TABLE page
USING fts5(title, body, singles, tokenize = 'porter unicode61 remove_diacritics 2')
"""
_INSERT = "INSERT INTO page (rowid, title, body, singles) VALUES (?, ?, ?, ?)"
_MATCH = "SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, 5.0, 1.0, 0.5), rowid"


def best_matches(pages: Iterable[tuple[str, str, str]], query: str) -> list[int]:
    """Return the numbers of the pages that match a query, the best first.

    A page is its title, its text, and its single characters, each as the index shall read it. The
    index is built for each search: pages are few, and one kept in the database would have to follow
    every undo.
    """
    index = sqlite3.connect(":memory:")
    try:
        index.execute(_INDEX)
        index.executemany(_INSERT, ((number, *page) for number, page in enumerate(pages)))
        return [number for (number,) in index.execute(_MATCH, (query,))]
    finally:
        index.close()
