"""The knowledge base: notes, and what the map itself says, found by two Chinese characters or by any form of an English word."""

import re
import sqlite3
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.domain.map.model import SalesMap
from salesmap.reports.errors import NoteNotFoundError
from salesmap.reports.map.stages import stage_page
from salesmap.reports.query.statements import statements

COLUMNS = columns("id:int title:text::subject stage problem product actor updated_at:instant text")
_BRIEF = ("id", "title", "stage", "problem", "product", "updated_at")
FOUND = columns("kind:word id title:text::subject excerpt")
_NOTE, _MAP = N_("note"), N_("map")
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_BEFORE, _EXCERPT = 20, 70


class _Page(NamedTuple):
    """Something to be found."""

    kind: str
    id: str
    title: str
    text: str


def notes(
    connection: sqlite3.Connection,
    stage: str | None = None,
    problem: str | None = None,
    product: str | None = None,
) -> Table:
    """The notes, or those on a stage (and its problems), a problem, a product."""
    parameters = {"stage": stage, "problem": problem, "product": product}
    return Table(
        COLUMNS,
        connection.execute(statements(__file__)["notes"], parameters).fetchall(),
        _BRIEF,
    )


def titles(connection: sqlite3.Connection, stage: str) -> list[tuple[int, str]]:
    """Numbers and titles of the notes on a stage and its problems."""
    return [(row[0], row[1]) for row in notes(connection, stage).values]


def note(connection: sqlite3.Connection, id: int) -> Table:
    """One note, as a list of one row. Raises NotFoundError."""
    row = connection.execute(statements(__file__)["note"], {"id": id}).fetchone()
    if row is None:
        raise NoteNotFoundError(id)
    return Table(COLUMNS, [row], _BRIEF)


def page(row: tuple[Any, ...]) -> str:
    """A note as Markdown."""
    _id, title, stage, problem, product, _actor, _updated, text = row
    about = " · ".join(each for each in (problem or stage, product) if each)
    return f"# {title}\n\n" + (f"*{about}*\n\n" if about else "") + str(text)


def search(connection: sqlite3.Connection, read: SalesMap, text: str, lang: str) -> Table:
    """Notes and stages of the map in which every word is found, the best first. Raises UsageError for a text without a word."""
    wanted = _query(text)
    if not wanted:
        raise UsageError(_("{text!r} has no word to search for.").format(text=text))
    pages = [_Page(_NOTE, str(row[0]), row[1], row[-1]) for row in notes(connection).values]
    for stage in read.stages:
        both = "\n".join(stage_page(read, stage, each) for each in ("en", "zh"))
        pages.append(_Page(_MAP, stage.key, stage.label.text(lang), both))
    found = _matching(pages, wanted)
    shown = [(each.kind, each.id, each.title, _excerpt(each, text, lang, read)) for each in found]
    return Table(FOUND, shown)


def _matching(pages: list[_Page], wanted: str) -> list[_Page]:
    """The pages that match, by SQLite's own ranking. The index lives as long as the question: notes are few, and an index in the
    book would have to follow every undo."""
    index = sqlite3.connect(":memory:")
    try:
        index.execute(
            "CREATE VIRTUAL TABLE page USING fts5(title, body, singles, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        rows = [
            (number, _pairs(page.title), _pairs(page.text), _singles(page))
            for number, page in enumerate(pages)
        ]
        index.executemany(
            "INSERT INTO page (rowid, title, body, singles) VALUES (?, ?, ?, ?)", rows
        )
        order = (
            "SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, 5.0, 1.0, 0.5), rowid"
        )
        return [pages[number] for (number,) in index.execute(order, (wanted,))]
    finally:
        index.close()


def _pairs(text: str) -> str:
    """The text as an index reads it: Chinese, which has no spaces, as overlapping pairs of characters."""
    return " ".join(_tokens(run) for run in _RUN.findall(text))


def _tokens(run: str) -> str:
    if run[0] < "\u3400" or len(run) == 1 or not _is_chinese(run):
        return run
    return " ".join(run[place : place + 2] for place in range(len(run) - 1))


def _singles(page: _Page) -> str:
    return " ".join(
        sorted({character for character in page.title + page.text if _is_chinese(character)})
    )


def _query(text: str) -> str:
    """Every word of the text must be there: an English one in any form, a Chinese one as it is written."""
    return " AND ".join(f'"{_tokens(run)}"' for run in _RUN.findall(text))


def _is_chinese(text: str) -> bool:
    return "\u3400" <= text[0] <= "\u9fff"


def _excerpt(page: _Page, text: str, lang: str, read: SalesMap) -> str:
    """Some words around the first place where a word of the question stands."""
    body = page.text if page.kind == _NOTE else stage_page(read, read.stage(page.id), lang)
    plain = " ".join(re.sub(r"[#*`>-]+ ?", " ", body).split())
    folded = plain.casefold()
    places = [folded.find(run.casefold()[: _stem(run)]) for run in _RUN.findall(text)]
    start = max(0, min((place for place in places if place >= 0), default=0) - _BEFORE)
    piece = plain[start : start + _EXCERPT]
    return ("…" if start else "") + piece + ("…" if start + _EXCERPT < len(plain) else "")


def _stem(run: str) -> int:
    """How many characters of a word its other forms are likely to share."""
    return len(run) if _is_chinese(run) else max(4, len(run) - 3)
