"""How the needs of a lead are answered, what nothing answers first."""

import json
from collections.abc import Sequence

from salesmap.core.table import Table, columns
from salesmap.domain.product.needs import NEED_STATES, Answered, fit, need_state
from salesmap.domain.records import Need
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns(
    "id:int need state:word weight:int product product_name workaround candidates:list "
    "source:word fit:ratio"
)
_DEFAULT_COLUMNS = ("id", "need", "state", "weight", "product", "workaround", "candidates")


def solution(connection: Connection, lead_id: int) -> Table:
    """Return the needs of a lead; `fit`, in each row, is that of the whole solution.

    `candidates` are products that say they cover a need that nothing answers yet.
    """
    sql = statements(__file__)
    found = connection.execute(sql["needs"], {"lead": lead_id}).fetchall()
    covering = connection.execute(sql["covering"]).fetchall() if found else []
    rows = []
    for id, text, key, weight, source, code, name, workaround, refused_at in found:
        need = Need(
            lead_id=lead_id,
            text=text,
            text_key=key,
            product_code=code,
            workaround=workaround,
            refused_at=refused_at,
            recorded_at="",
        )
        state = need_state(need)
        candidates = [] if code else _candidates(key, covering)
        rows.append((id, text, state, weight, code, name, workaround, candidates, source))
    share = fit(Answered(row[3], row[2]) for row in rows)
    ratio = None if share is None else float(share)
    rows.sort(key=lambda row: (NEED_STATES.index(row[2]), -row[3], row[0]))
    values = [(*row[:7], json.dumps(row[7], ensure_ascii=False), row[8], ratio) for row in rows]
    return Table(COLUMNS, values, _DEFAULT_COLUMNS)


def _candidates(need: str, covering: Sequence[tuple[str, str]]) -> list[str]:
    """Return the products that cover what a need says, those that say it exactly first."""
    words = set(need.split())
    exact = [code for key, code in covering if key == need]
    others = [code for key, code in covering if _is_in(key, need, words)]
    return list(dict.fromkeys([*exact, *others]))


def _is_in(key: str, need: str, words: set[str]) -> bool:
    """Return whether a need has all words of what is covered; Chinese is written without spaces."""
    return (not key.isascii() and key in need) or set(key.split()) <= words
