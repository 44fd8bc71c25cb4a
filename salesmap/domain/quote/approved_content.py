"""What an approval was bound to, and whether a later change is for the worse."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from salesmap.domain.quote.totals import LineTotals, QuoteTotals
from salesmap.domain.records import QuoteLine, QuoteVersion


def content_of(version: QuoteVersion, lines: Sequence[QuoteLine], totals: QuoteTotals) -> str:
    """Return what is approved of a version, as JSON: terms, exact price of each line."""
    return json.dumps(
        {
            "text": version.text or "",
            "total": totals.total,
            "lines": [
                _line(line, figures) for line, figures in zip(lines, totals.lines, strict=True)
            ],
        },
        ensure_ascii=False,
    )


def is_worse(approved: str, now: str) -> bool:
    """Return whether a paper got worse for the seller since it was approved.

    It did where a price of a unit fell, or anything but prices and quantities that rose is not as
    it was: another text, another line.
    """
    before, after = json.loads(approved), json.loads(now)
    if before["text"] != after["text"] or len(before["lines"]) != len(after["lines"]):
        return True
    pairs = zip(before["lines"], after["lines"], strict=True)
    return any(_is_worse_line(old, new) for old, new in pairs)


def _is_worse_line(old: dict[str, Any], new: dict[str, Any]) -> bool:
    same = ("kind", "chosen", "code", "name", "qty")
    if any(old[key] != new[key] for key in same):
        return True
    return Fraction(new["price"]) < Fraction(old["price"])


def _line(line: QuoteLine, figures: LineTotals) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "chosen": line.is_chosen,
        "code": line.code,
        "name": line.name,
        "qty": line.qty_micros,
        "price": str(figures.effective_price),
    }
