"""The knowledge base: notes and the map itself, searched by English words or Chinese characters."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.map.model import SalesMap
from salesmap.reports.errors import EmptySearchError, NoteNotFoundError
from salesmap.reports.map.pages import stage_page
from salesmap.store.connection import Connection
from salesmap.store.file.tools.text_index import best_matches
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("id:int title:text::subject stage problem product actor updated_at:instant text")
_DEFAULT_COLUMNS = ("id", "title", "stage", "problem", "product", "updated_at")
HITS = columns("kind:word id title:text::subject excerpt")
_NOTE, _MAP = N_("note"), N_("map")
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
"""A run of Chinese characters, or a word of any other script."""
_BEFORE, _EXCERPT = 20, 70
"""The characters of an excerpt before the hit, and in all."""


class _Page(NamedTuple):
    """A note or a stage of the map."""

    kind: str
    id: str
    title: str
    text: str


def notes(
    connection: Connection,
    stage: str | None = None,
    problem: str | None = None,
    product: str | None = None,
) -> Table:
    """Return the notes, or those on a stage (and its problems), a problem, a product."""
    parameters = {"stage": stage, "problem": problem, "product": product}
    return Table(
        COLUMNS, connection.execute(_SQL["notes"], parameters).fetchall(), _DEFAULT_COLUMNS
    )


def titles(connection: Connection, stage: str) -> list[tuple[int, str]]:
    """Return ids and titles of the notes on a stage and its problems."""
    return [(row[0], row[1]) for row in notes(connection, stage).values]


def note(connection: Connection, id: int) -> Table:
    """Return one note as a table of one row. Raises NoteNotFoundError."""
    row = connection.execute(_SQL["note"], {"id": id}).fetchone()
    if row is None:
        raise NoteNotFoundError(id)
    return Table(COLUMNS, [row], _DEFAULT_COLUMNS)


def note_page(row: tuple[Any, ...]) -> str:
    """Return a note as Markdown."""
    _id, title, stage, problem, product, _actor, _updated_at, text = row
    about = " · ".join(word for word in (problem or stage, product) if word)
    return f"# {title}\n\n" + (f"*{about}*\n\n" if about else "") + str(text)


def search(connection: Connection, sales_map: SalesMap, text: str, lang: str) -> Table:
    """Return the notes and stages of the map that have every word, the best first.

    Raises EmptySearchError for a text without a word.
    """
    query = _match_query(text)
    if not query:
        raise EmptySearchError(text)
    pages = [_Page(_NOTE, str(row[0]), row[1], row[-1]) for row in notes(connection).values]
    for stage in sales_map.stages:
        both = "\n".join(stage_page(sales_map, stage, each) for each in ("en", "zh"))
        pages.append(_Page(_MAP, stage.key, stage.label.text(lang), both))
    rows = [
        (page.kind, page.id, page.title, _excerpt(page, text, lang, sales_map))
        for page in _matches(pages, query)
    ]
    return Table(HITS, rows)


def _matches(pages: Sequence[_Page], query: str) -> list[_Page]:
    """Return the pages that match, the best first."""
    texts = ((_pairs(page.title), _pairs(page.text), _singles(page)) for page in pages)
    return [pages[number] for number in best_matches(texts, query)]


def _pairs(text: str) -> str:
    """Return a text as the index reads it: Chinese as overlapping pairs of characters."""
    return " ".join(_tokens(run) for run in _RUN.findall(text))


def _tokens(run: str) -> str:
    if len(run) == 1 or not _is_chinese(run):
        return run
    return " ".join(run[i : i + 2] for i in range(len(run) - 1))


def _singles(page: _Page) -> str:
    """Return the Chinese characters of a page, for searches by a single one."""
    return " ".join(sorted(set(filter(_is_chinese, page.title + page.text))))


def _match_query(text: str) -> str:
    """Return an FTS query for every word: English in any form, Chinese as it is written."""
    return " AND ".join(f'"{_tokens(run)}"' for run in _RUN.findall(text))


def _is_chinese(text: str) -> bool:
    return "\u3400" <= text[0] <= "\u9fff"


def _excerpt(page: _Page, text: str, lang: str, sales_map: SalesMap) -> str:
    """Return some words around the first hit."""
    body = (
        page.text if page.kind == _NOTE else stage_page(sales_map, sales_map.stage(page.id), lang)
    )
    plain = " ".join(re.sub(r"[#*`>-]+ ?", " ", body).split())
    folded = plain.casefold()
    hits = [folded.find(run.casefold()[: _stem_length(run)]) for run in _RUN.findall(text)]
    start = max(0, min((hit for hit in hits if hit >= 0), default=0) - _BEFORE)
    excerpt = plain[start : start + _EXCERPT]
    return ("…" if start else "") + excerpt + ("…" if start + _EXCERPT < len(plain) else "")


def _stem_length(run: str) -> int:
    """Return how many characters the other forms of a word are likely to share."""
    return len(run) if _is_chinese(run) else max(4, len(run) - 3)
