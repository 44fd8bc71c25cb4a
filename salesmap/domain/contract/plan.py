"""Payment plans as people type them: `30% sign+7d, 60% delivery+15d, 10% 2027-09-01`.

A part has a share (a percentage, an amount, or the rest) and a day: a date, or some days after
the signature or a milestone. Amounts are what counts; percentages are how they were typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from salesmap.core.dates import parse_day
from salesmap.core.errors import UnreadableAmount, UnreadableDate
from salesmap.core.figures.currencies import is_currency, smallest_unit
from salesmap.core.figures.percentages import parse_percent, percent_text
from salesmap.core.figures.rounding import MILLION, half_up
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.core.money import parse_money
from salesmap.domain.contract.plan_errors import (
    EmptyPart,
    PercentagesDoNotAddUp,
    PlanCurrency,
    PlanDoesNotAddUp,
    RestNotLast,
    UnreadablePlan,
)

SIGN = N_("sign")
"""The anchor of what is due after the signature; any other anchor is the name of a milestone."""

_SIGN_WORDS = frozenset(
    (SIGN, "signing", "signed", "signature", "contract", "签约", "签订", "签署", "签字", "合同签订")
)
_REST_WORDS = frozenset(("rest", "remainder", "其余", "剩余", "余额", "余下"))
_LAST_KINDS = frozenset(("balance", "余款", "尾款"))
"""Kinds that take the rest where they have no share of their own."""

_OTHER_KINDS = (
    "deposit advance prepayment progress final retention installment",
    "预付 预付款 定金 订金 首付 首付款 首款 进度 进度款 到货款 验收款 质保 质保金 保证金",
)
_KINDS = _LAST_KINDS.union(*(words.split() for words in _OTHER_KINDS))
"""What a part may be called in front of its day; any other word is part of a milestone's name."""

_GROUPED = r"(?<![\w.\-/+])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w\-])"
_SEPARATOR = re.compile(rf"({_GROUPED})|[,，;；、\n]")
_PERCENT = re.compile(r"\d+(?:\.\d+)?\s*%")
_UNITS = {"": 1, "d": 1, "day": 1, "days": 1, "天": 1, "日": 1,
          "w": 7, "week": 7, "weeks": 7, "周": 7, "星期": 7}  # fmt: skip
_UNIT = "|".join(sorted(filter(None, _UNITS), key=len, reverse=True))
_AFTER_ANCHOR = re.compile(
    rf"(?P<anchor>\S.*?)\s*(?:\+|[之以]?后)\s*(?P<days>\d{{1,4}})\s*(?P<unit>{_UNIT}|)内?"
)
_DAYS_AFTER = re.compile(rf"(?P<days>\d{{1,4}})\s*(?P<unit>{_UNIT})\s+after\s+(?P<anchor>.+)")
_ANCHORED = re.compile(r"(?P<anchor>\S+)\+(?P<days>\d+)d\b")
_AFTER_SOMETHING = re.compile(rf"[+后]\s*\d|\bafter\b|-\s*\d{{1,4}}\s*(?:{_UNIT}|m|months?)$")
"""What looks like days after or before an anchor, and is not read as such."""


class PlanTerms(NamedTuple):
    """A part of a plan: how it was typed, what it comes to, and when it falls due.

    `due_on` is empty while the anchor is to come. `what` is its kind, else its anchor; `share` is
    how much it is: `30%`, `50000`, `rest`.
    """

    position: int
    typed: str
    what: str
    amount_cents: int
    due_on: str | None = None
    anchor: str | None = None
    anchor_days: int | None = None
    share: str = ""

    def due_after(self, reached_on: date) -> str | None:
        """Return the day it falls due once its anchor is reached."""
        if self.anchor_days is None:
            return self.due_on
        return (reached_on + timedelta(days=self.anchor_days)).isoformat()


class _Share(NamedTuple):
    """How much a part is: millionths, hundredths, or neither for the rest."""

    ppm: int | None = None
    cents: int | None = None

    def of(self, amount: int) -> Fraction:
        if self.ppm is not None:
            return Fraction(amount * self.ppm, MILLION)
        return Fraction(self.cents or 0)

    def text(self) -> str:
        """Return it as it can be read again."""
        if self.ppm is not None:
            return percent_text(self.ppm)
        return "rest" if self.cents is None else f"{Decimal(self.cents) / 100:.2f}"


class _Typed(NamedTuple):
    text: str
    share: _Share
    what: str
    due_on: date | None
    anchor: str | None
    days: int | None


def parse_plan(text: str, amount_cents: int, currency: str, today: date) -> list[PlanTerms]:
    """Read a plan for an amount; the parts add up to it, the last one taking what rounding leaves.

    Raises UnreadablePlan, RestNotLast, PlanDoesNotAddUp, PercentagesDoNotAddUp, EmptyPart,
    PlanCurrency, and what dates and percentages raise.
    """
    parts = [_read(part, currency, today) for part in _split(text)]
    if not parts:
        raise UnreadablePlan(text)
    amounts = _amounts(parts, amount_cents, smallest_unit(currency))
    for part, amount in zip(parts, amounts, strict=True):
        if amount <= 0:
            raise EmptyPart(part.text)
    return [
        PlanTerms(
            position=position,
            typed=part.text,
            what=part.what,
            amount_cents=amount,
            due_on=part.due_on.isoformat() if part.due_on else None,
            anchor=part.anchor,
            anchor_days=part.days,
            share=part.share.text(),
        )
        for position, (part, amount) in enumerate(zip(parts, amounts, strict=True), 1)
    ]


def plan_text(parts: Iterable[PlanTerms]) -> str:
    """Return a plan as it can be read again on any day, for any amount: its days are dates."""
    return ", ".join(_part_text(part) for part in parts)


def plan_words(text: str) -> str:
    """Return the text of a plan as it is read, and can be typed, in the bound language."""
    shown = _ANCHORED.sub(_anchor_words, text)
    return re.sub(r"\brest\b", lambda _match: _("rest"), shown)


def part_words(what: str, typed: str = "") -> str:
    """Return what a part is called in the bound language: its kind or anchor, else as typed."""
    return _(SIGN) if what == SIGN else what or plan_words(typed)


def _anchor_words(match: re.Match[str]) -> str:
    anchor = _(SIGN) if match["anchor"] == SIGN else match["anchor"]
    days = int(match["days"])
    return _("{anchor}+{days}d").format(anchor=anchor, days=days) if days else anchor


def _part_text(part: PlanTerms) -> str:
    when = part.due_on or f"{part.anchor}+{part.anchor_days}d"
    kind = part.what if part.what != part.anchor else ""
    return " ".join(filter(None, (part.share, kind, when)))


def unknown_anchors(parts: Iterable[PlanTerms], milestones: Iterable[str]) -> list[str]:
    """Return the milestones that parts wait for and that the contract does not have."""
    known = {fold(name) for name in milestones}
    anchors = [part.anchor for part in parts if part.anchor and part.anchor != SIGN]
    return [anchor for anchor in dict.fromkeys(anchors) if fold(anchor) not in known]


def _split(text: str) -> list[str]:
    """Return the parts of a plan; a comma inside `50,000` separates nothing."""
    parts = [""]
    end = 0
    for match in _SEPARATOR.finditer(text):
        if match[1]:
            continue
        parts[-1] += text[end : match.start()]
        parts.append("")
        end = match.end()
    parts[-1] += text[end:]
    return [part.strip() for part in parts if part.strip()]


def _read(text: str, currency: str, today: date) -> _Typed:
    body = unicodedata.normalize("NFKC", text)
    share, words = _share(body, text, currency)
    kinds = []
    while words and fold(words[0]) in _KINDS:
        kinds.append(words.pop(0))
    what, when = " ".join(kinds), " ".join(words)
    if not when:
        raise UnreadablePlan(text)
    day, anchor, days = _when(when, text, today)
    return _Typed(text, share, what or anchor or "", day, anchor, days)


def _share(body: str, text: str, currency: str) -> tuple[_Share, list[str]]:
    """Return the share of a part, and its other words."""
    if match := _PERCENT.search(body):
        rest = f"{body[: match.start()]} {body[match.end() :]}"
        return _Share(ppm=parse_percent(match[0])), rest.split()
    words = body.split()
    for index, word in enumerate(words):
        if fold(word) in _REST_WORDS:
            return _Share(), words[:index] + words[index + 1 :]
    for index, word in enumerate(words):
        following = "".join(words[index + 1 : index + 2])
        if fold(following) in _UNITS and following:
            continue
        try:
            cents, named = parse_money(word)
        except UnreadableAmount:
            continue
        if is_currency(following):
            named = words.pop(index + 1)
        if named not in (None, currency):
            raise PlanCurrency(text, currency)
        return _Share(cents=cents), words[:index] + words[index + 1 :]
    if words and fold(words[0]) in _LAST_KINDS:
        return _Share(), words
    raise UnreadablePlan(text)


def _when(when: str, text: str, today: date) -> tuple[date | None, str | None, int | None]:
    """Return the day that a part falls due on, or its anchor and the days after that."""
    match = _AFTER_ANCHOR.fullmatch(when) or _DAYS_AFTER.fullmatch(when)
    anchor = match["anchor"] if match else when
    days = int(match["days"]) * _UNITS[match["unit"]] if match else 0
    if fold(anchor) in _SIGN_WORDS:
        return None, SIGN, days
    try:
        return parse_day(anchor, today) + timedelta(days=days), None, None
    except UnreadableDate:
        if anchor[0].isdigit() and not match:
            raise
    except OverflowError:
        raise UnreadablePlan(text) from None
    if _AFTER_SOMETHING.search(anchor):
        raise UnreadablePlan(text)
    anchor = anchor if match else re.sub("[之以]?后$", "", anchor)
    return None, SIGN if fold(anchor) in _SIGN_WORDS else anchor, days


def _amounts(parts: Sequence[_Typed], amount: int, unit: int) -> list[int]:
    """Return what each part comes to: halves up, the last one that is not fixed takes the rest."""
    shares = [part.share for part in parts]
    for part in parts[:-1]:
        if part.share == _Share():
            raise RestNotLast(part.text)
    exact = [share.of(amount) for share in shares]
    if shares[-1] != _Share():
        _check_sum(shares, sum(exact), amount)
    amounts = [half_up(each, unit) for each in exact]
    for index in range(len(parts) - 1, -1, -1):
        if shares[index].cents is None:
            amounts[index] += amount - sum(amounts)
            break
    if sum(amounts) != amount or min(amounts) < 0:
        raise PlanDoesNotAddUp(sum(half_up(each) for each in exact), amount)
    return amounts


def _check_sum(shares: Sequence[_Share], total: Fraction | int, amount: int) -> None:
    if all(share.ppm is not None for share in shares):
        percentage = sum(share.ppm or 0 for share in shares)
        if percentage != MILLION:
            raise PercentagesDoNotAddUp(percent_text(percentage))
    elif total != amount:
        raise PlanDoesNotAddUp(half_up(total), amount)
