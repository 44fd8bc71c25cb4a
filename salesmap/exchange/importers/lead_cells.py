"""The cells of leads that are neither dates, amounts nor stages."""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import repeat

from salesmap.core.errors import UsageError
from salesmap.core.figures.currencies import check_currency, is_currency
from salesmap.core.i18n import _
from salesmap.domain.customer.addresses import FEWEST_DIGITS, is_email, is_one_email, is_phone
from salesmap.domain.customer.numbers import are_single, several
from salesmap.domain.drafts import LeadDraft
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import Reader, read_exact

_CODE_IN_BRACKETS = re.compile(r"[(（]\s*(?!ALL|TOP)([A-Z]{3})\s*[)）]\s*$")
"""A code such as in `Amount (CHF)`; two of them are words that people write there."""

_LONGEST_ID = 19
_NO_EMAIL = re.compile(r"(?:^|[|])@|@(?:$|[|])|\s")
"""An address without a name or a domain, or a space, in addresses behind `|`."""
_HAN = re.compile("[\u3400-\u9fff]")


def read_currency(cell: str) -> str | None:
    """Read a currency by its name or code. Raises UnknownCurrency."""
    word = normalized(cell)
    if cell in aliases("nothing") or aliases("nothing").get(word) == "currency":
        return None
    return aliases("currencies").get(word) or check_currency(cell)


def currency_named(header: str) -> str | None:
    """Return the currency that the last word of a header names: `Amount (USD)`, `金额（日元）`."""
    words = re.findall(r"\w+", header)
    if len(words) < 2:
        return None
    known = aliases("currencies").get(normalized(words[-1]))
    code = _CODE_IN_BRACKETS.search(header)
    return known or (code[1] if code and is_currency(code[1]) else None)


def read_tags(cell: str) -> tuple[str, ...]:
    """Read `a, b; c`, or a JSON list where tags have commas themselves."""
    if cell.startswith("["):
        with suppress(ValueError):
            return tuple(str(tag) for tag in json.loads(cell) if str(tag).strip())
    return tuple(tag.strip() for tag in re.split("[,;，；、]", cell) if tag.strip())


def full_name(first: str | None, last: str | None) -> str | None:
    """Return a person's name from its parts; Chinese names have the family name first."""
    parts = [part for part in (first, last) if part]
    if parts and all(_HAN.search(part) for part in parts):
        return "".join(reversed(parts))
    return " ".join(parts) or None


def read_id(cell: str) -> int:
    """Read the number of a record. Raises UsageError."""
    if not (cell.isascii() and cell.isdigit() and len(cell) < _LONGEST_ID):
        raise UsageError(_("{cell!r} is not an id").format(cell=cell))
    return int(cell)


def doubts(
    phones: Sequence[str | None],
    emails: Sequence[str | None],
    values: Sequence[tuple[int, str | None] | None],
) -> list[tuple[str, ...]]:
    """Return the remarks on values of rows that are kept: hardly meant, or several in a cell."""
    remarks: list[tuple[str, ...]] = [()] * len(values)
    if not (_are_phones(phones) and _are_emails(emails)):
        for index, (phone, email) in enumerate(zip(phones, emails, strict=True)):
            is_usual = (not phone or (phone.isdecimal() and is_phone(phone))) and (
                not email or is_one_email(email)
            )
            if not is_usual:
                remarks[index] = _number_doubts(phone, email)
    for index, value in enumerate(values):
        if value is not None and value[0] < 0:
            remarks[index] += ("below_zero",)
    return remarks


def _are_phones(cells: Sequence[str | None]) -> bool:
    """Return whether it is plain to see that each cell is one phone number."""
    filled = list(filter(None, cells))
    return not filled or ("".join(filled).isdecimal() and min(map(len, filled)) >= FEWEST_DIGITS)


def _are_emails(cells: Sequence[str | None]) -> bool:
    """Return whether it is plain to see that each cell is one email address."""
    filled = list(filter(None, cells))
    signs = set(map(str.count, filled, repeat("@")))
    joined = "|".join(filled)
    return signs <= {1} and are_single("email", filled) and not _NO_EMAIL.search(joined)


def _number_doubts(phone: str | None, email: str | None) -> tuple[str, ...]:
    phones, emails = numbers_in("phone", phone), numbers_in("email", email)
    found = {
        "no_phone": not all(map(is_phone, phones)),
        "no_email": not all(map(is_email, emails)),
        "several_numbers": len(phones) > 1 or len(emails) > 1,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def numbers_in(kind: str, cell: str | None) -> list[str]:
    """Return the phones or emails in a cell."""
    return several(kind, cell) if cell else []


def with_further(
    draft: LeadDraft, phones: tuple[str, ...] | None, emails: tuple[str, ...] | None
) -> LeadDraft:
    """Return a draft with further phones and emails: the first of them without a preferred one."""
    if not (phones or emails):
        return draft
    phones, emails = phones or (), emails or ()
    return draft._replace(
        phone=draft.phone or (phones[0] if phones else None),
        email=draft.email or (emails[0] if emails else None),
        further={"phone": phones, "email": emails},
    )


READERS: dict[str, Reader] = {
    "currency": read_currency,
    "external_id": read_exact,
    "phone": read_exact,
    "further_phones": read_tags,
    "further_emails": read_tags,
    "tags": read_tags,
}
"""The readers by field."""
