"""A quote as its customer is shown it.

Nothing internal has a place here: no cost, no floor, no need, no note, no approval. Amounts are
whole hundredths, quantities and rates whole millionths.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.domain.papers.template import Term

SHOWN_STATES = ("draft", "sent", "accepted", "declined", "expired", "withdrawn", "superseded")
"""The states that a paper tells; those of an approval are a draft to the customer."""


class Company(NamedTuple):
    """The seller's own data; `logo` is a PNG or JPEG picture."""

    name: str = ""
    address: str = ""
    tax_no: str = ""
    bank: str = ""
    account: str = ""
    phone: str = ""
    email: str = ""
    logo: bytes = b""


class Customer(NamedTuple):
    """The buyer's data."""

    name: str
    address: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    tax_no: str = ""
    bank: str = ""
    account: str = ""


class PaperLine(NamedTuple):
    """A line: `kind` is `item option alternative text free`.

    `discount` is money off the whole line, `discount_rate` the percentage if it was given as one.
    `amount` is what is left, in the mode of the prices: the amounts of the lines that count add up
    to the subtotal. `net`, `tax` and `gross` are what the line comes to after all discounts.
    """

    kind: str
    name: str
    code: str = ""
    unit: str = ""
    quantity: int = 0
    price: int = 0
    discount: int = 0
    discount_rate: int | None = None
    amount: int = 0
    net: int = 0
    tax: int = 0
    gross: int = 0
    tax_rate: int = 0
    is_chosen: bool = False

    @property
    def counts(self) -> bool:
        """Whether the line is part of the total."""
        return self.kind in ("item", "free") or (self.kind != "text" and self.is_chosen)


class TaxSum(NamedTuple):
    """What is taxed at one rate, and the tax on it."""

    rate: int
    net: int
    tax: int


class Replaced(NamedTuple):
    """The version that a paper takes the place of, and the day on which it was sent."""

    version: int
    sent_on: date


class QuotePaper(NamedTuple):
    """A version of a quote.

    `number` is empty until it is sent. `valid_until` is the last day, None until that is known.
    `subtotal` is the sum of the lines, `discount` that on the whole quote, `rounding` what was
    rounded off (below 0) after tax. `text` is what the seller wrote to the customer.
    """

    id: int
    number: str
    version: int
    state: str
    on: date
    valid_until: date | None
    company: Company
    customer: Customer
    owner: str
    currency: str
    tax_included: bool
    lines: tuple[PaperLine, ...]
    subtotal: int
    discount: int
    net: int
    taxes: tuple[TaxSum, ...]
    rounding: int
    total: int
    terms: tuple[Term, ...] = ()
    text: str = ""
    replaces: Replaced | None = None

    @property
    def shown_state(self) -> str:
        """The state as the customer is told it."""
        return self.state if self.state in SHOWN_STATES else "draft"


def missing_lines(paper: QuotePaper, usual: Sequence[str]) -> list[str]:
    """Return the lines that a template begins with (`CT@2`) and that are not on the paper."""
    there = {fold(word) for line in paper.lines for word in (line.code, line.name)}
    return [
        each
        for each in usual
        if fold(each) not in there and fold(each.rpartition("@")[0].strip()) not in there
    ]
