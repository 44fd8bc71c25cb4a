"""`field=value` behind the lead of `lead edit`, read as the option of that name is."""

import re
from collections.abc import Sequence
from typing import Any

from salesmap.cli.commands.lead._shared.options import check_addresses, read_amount
from salesmap.cli.context import AppContext
from salesmap.cli.options import day
from salesmap.core.i18n import key_of
from salesmap.domain.vocabulary import is_me

_ASSIGNMENT = re.compile(r"([^\W\d][\w. -]*)=(.*)", re.DOTALL)
_OTHER_NAMES = {"company": "customer", "close": "expected_close"}


def split_assignments(words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the references among words, and the assignments as (name, value)."""
    references, assigned = [], []
    for word in words:
        match = _ASSIGNMENT.fullmatch(word)
        if match:
            assigned.append((match[1].strip(), match[2]))
        else:
            references.append(word)
    return references, assigned


def merge_assignments(
    texts: dict[str, str | None], assigned: Sequence[tuple[str, str]]
) -> list[str]:
    """Put assignments of standard fields among the texts of the options.

    Returns those of other fields, as `--set` takes them.
    """
    others = []
    for name, value in assigned:
        key = key_of(_OTHER_NAMES.get(name.casefold(), name.casefold()), list(texts))
        if key in texts:
            texts[key] = value
        else:
            others.append(f"{name}={value}")
    return others


def read_values(context: AppContext, texts: dict[str, str | None]) -> dict[str, Any]:
    """Return the values of the texts given; an empty text clears a field. Raises UsageError."""
    given = {name: text for name, text in texts.items() if text is not None}
    check_addresses(given.get("phone"), given.get("email"))
    value, currency = given.pop("value", None), given.pop("currency", None)
    close = given.pop("expected_close", None)
    values: dict[str, Any] = {name: text or None for name, text in given.items()}
    if is_me(values.get("owner") or ""):
        values["owner"] = context.database.user
    if value is not None or currency is not None:
        cents, written = read_amount(value or None, currency)
        values |= {"value_cents": cents} if value is not None else {}
        values |= {"currency": written} if written else {}
    if close is not None:
        closing = day(context, close) if close else None
        values["expected_close"] = closing.isoformat() if closing else None
    return values
