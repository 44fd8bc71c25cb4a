"""What the lines of a quote come to: exact, halves up, every column adding up to its total.

Tax exclusive: the tax is computed once per rate and split over the rate's lines. Tax inclusive
(含税): each line's tax is what its gross amount has in it, so that the gross never moves. What
"amount" means below is net of tax in the first mode, with tax in the second: the quote's mode.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from salesmap.core.figures.rounding import MILLION, half_up, share, split
from salesmap.core.money import LARGEST_CENTS
from salesmap.domain.quote.errors import DiscountTooLarge, RoundedToNothing, TotalTooLarge

ITEM, OPTION, ALTERNATIVE, TEXT, FREE = "item", "option", "alternative", "text", "free"


class PricedLine(NamedTuple):
    """A line as it was written. Prices are those of one unit, in the quote's mode.

    `discount_ppm` is taken first, then `discount_cents`, both off the whole line. `chosen` makes
    an option or alternative count.
    """

    position: int
    kind: str = ITEM
    chosen: bool = False
    code: str | None = None
    qty_micros: int = MILLION
    list_price_cents: int | None = None
    price_cents: int | None = None
    discount_ppm: int | None = None
    discount_cents: int | None = None
    tax_ppm: int = 0
    floor_cents: int | None = None
    max_discount_ppm: int | None = None

    @property
    def counts(self) -> bool:
        """Return whether the line is part of the totals."""
        return self.kind in (ITEM, FREE) or (self.kind in (OPTION, ALTERNATIVE) and self.chosen)

    @property
    def is_priced(self) -> bool:
        """Return whether the line counts and has a price; a quote needs one such line."""
        return self.counts and self.price_cents is not None

    @property
    def unit_price(self) -> int:
        """Return the price of a unit before discounts; free units cost nothing."""
        return 0 if self.kind == FREE else self.price_cents or 0

    @property
    def unit_list_price(self) -> int:
        """Return the list price of a unit; a line of one's own has its price for one."""
        return self.unit_price if self.list_price_cents is None else self.list_price_cents

    @property
    def floor(self) -> Fraction | None:
        """Return the lowest price of a unit: the floor, or what the largest discount leaves."""
        floors = [] if self.floor_cents is None else [Fraction(self.floor_cents)]
        if self.max_discount_ppm is not None and self.list_price_cents is not None:
            left = self.list_price_cents * (MILLION - self.max_discount_ppm)
            floors.append(Fraction(left, MILLION))
        return None if self.kind == TEXT else max(floors, default=None)

    def of_units(self, price: int) -> Fraction:
        """Return quantity × price, exactly."""
        return Fraction(self.qty_micros * price, MILLION)


class OrderTerms(NamedTuple):
    """What holds for the whole quote. `round_to_cents` is the multiple to round down to.

    `unit` is the smallest amount of its currency: every figure is a multiple of it.
    """

    tax_included: bool = False
    discount_ppm: int | None = None
    discount_cents: int | None = None
    round_to_cents: int | None = None
    unit: int = 1


class LineTotals(NamedTuple):
    """What a line comes to, whether it counts or not.

    `amount` is what the line costs after its own discount, in the quote's mode: amounts add up to
    the subtotal. `order_discount` is its share of the order's discount. `net + tax = gross`, all
    after both discounts, before rounding: these add up to the totals. `effective_price` is what is
    left of a unit after everything, in the quote's mode, exact; units of one code are pooled.
    """

    position: int
    counts: bool
    discount: int
    amount: int
    order_discount: int
    net: int
    tax: int
    gross: int
    effective_price: Fraction
    below_floor: bool


class RateTotals(NamedTuple):
    """What the lines of one tax rate come to."""

    tax_ppm: int
    net: int
    tax: int


class QuoteTotals(NamedTuple):
    """What a quote comes to: `net + tax + rounding = total`; `rounding` is never above 0.

    `charged` is what is left of the items after all discounts, rounding included, in the quote's
    mode; `discount_rate` is 1 − that ÷ the list total, exact, and 0 without list prices.
    """

    lines: list[LineTotals]
    rates: list[RateTotals]
    subtotal: int
    discount: int
    net: int
    tax: int
    rounding: int
    total: int
    list_total: int
    charged: int
    discount_rate: Fraction

    @property
    def below_floor(self) -> bool:
        """Return whether any line, options included, is sold below its floor."""
        return any(line.below_floor for line in self.lines)


def totals(lines: Sequence[PricedLine], terms: OrderTerms) -> QuoteTotals:
    """Return what the lines come to under the terms; rates in the order of their first lines.

    Raises DiscountTooLarge, RoundedToNothing, TotalTooLarge.
    """
    unit = terms.unit
    amounts = [_Amount.of(line, unit) for line in lines]
    counted = [index for index, line in enumerate(lines) if line.counts]
    subtotal = sum(amounts[index].cents for index in counted)
    list_total = sum(
        half_up(lines[index].of_units(lines[index].unit_list_price), unit) for index in counted
    )
    _check_bounds([*(amount.cents for amount in amounts), subtotal, list_total])
    discount = _order_discount(subtotal, terms)
    shares = dict(
        zip(
            counted,
            split(discount, [amounts[index].cents for index in counted], unit),
            strict=True,
        )
    )
    left = [amount.cents - shares.get(index, 0) for index, amount in enumerate(amounts)]
    taxes = (_taxes_within if terms.tax_included else _taxes_upon)(lines, left, unit)
    net = sum(left[index] for index in counted)
    tax = sum(taxes[index] for index in counted)
    if terms.tax_included:
        net -= tax
    rounding = -_rounded_off(net + tax, terms.round_to_cents)
    total = net + tax + rounding
    _check_bounds([net + tax])
    kept = Fraction(total, net + tax) if net + tax else Fraction(1)
    prices = _effective_prices(lines, amounts, left, terms, kept)
    charged = kept * sum(left[index] for index in counted)
    return QuoteTotals(
        lines=[
            LineTotals(
                position=line.position,
                counts=line.counts,
                discount=amounts[index].discount,
                amount=amounts[index].cents,
                order_discount=shares.get(index, 0),
                net=left[index] - taxes[index] if terms.tax_included else left[index],
                tax=taxes[index],
                gross=left[index] if terms.tax_included else left[index] + taxes[index],
                effective_price=prices[index],
                below_floor=line.floor is not None and prices[index] < line.floor,
            )
            for index, line in enumerate(lines)
        ],
        rates=_by_rate(lines, counted, left, taxes, terms),
        subtotal=subtotal,
        discount=discount,
        net=net,
        tax=tax,
        rounding=rounding,
        total=total,
        list_total=list_total,
        charged=half_up(charged),
        discount_rate=1 - charged / list_total if list_total else Fraction(0),
    )


class _Amount(NamedTuple):
    """What a line costs after its own discount, and that discount."""

    cents: int
    discount: int

    @classmethod
    def of(cls, line: PricedLine, unit: int) -> "_Amount":
        if line.kind == TEXT:
            return cls(0, 0)
        whole = line.of_units(line.unit_price)
        discount = half_up(whole * (line.discount_ppm or 0) / MILLION, unit)
        discount += line.discount_cents or 0
        if line.kind == FREE:
            discount = 0
        if discount > half_up(whole, unit):
            raise DiscountTooLarge(discount, half_up(whole, unit), line.position)
        # A discount of half a cent is rounded up, as the price would have been: nothing is left.
        return cls(max(half_up(whole - discount, unit), 0), discount)


def _check_bounds(amounts: Iterable[int]) -> None:
    if any(amount > LARGEST_CENTS for amount in amounts):
        raise TotalTooLarge


def _order_discount(subtotal: int, terms: OrderTerms) -> int:
    discount = share(subtotal, terms.discount_ppm or 0, terms.unit) + (terms.discount_cents or 0)
    if discount > subtotal:
        raise DiscountTooLarge(discount, subtotal)
    return discount


def _taxes_within(lines: Sequence[PricedLine], gross: Sequence[int], unit: int) -> list[int]:
    """Return the tax in each line's gross amount."""
    return [
        amount - half_up(Fraction(amount * MILLION, MILLION + line.tax_ppm), unit)
        for line, amount in zip(lines, gross, strict=True)
    ]


def _taxes_upon(lines: Sequence[PricedLine], net: Sequence[int], unit: int) -> list[int]:
    """Return the tax upon each line's net amount: that of its rate, split; its own if uncounted."""
    taxes = [share(amount, line.tax_ppm, unit) for line, amount in zip(lines, net, strict=True)]
    of_rate = defaultdict(list)
    for index, line in enumerate(lines):
        if line.counts:
            of_rate[line.tax_ppm].append(index)
    for rate, indexes in of_rate.items():
        bases = [net[index] for index in indexes]
        of_all = share(sum(bases), rate, unit)
        for index, tax in zip(indexes, split(of_all, bases, unit), strict=True):
            taxes[index] = tax
    return taxes


def _rounded_off(total: int, multiple: int | None) -> int:
    """Return what a total loses when it is rounded down to a multiple."""
    if not multiple:
        return 0
    if 0 < total < multiple:
        raise RoundedToNothing(total, multiple)
    return total % multiple


def _effective_prices(
    lines: Sequence[PricedLine],
    amounts: Sequence[_Amount],
    left: Sequence[int],
    terms: OrderTerms,
    kept: Fraction,
) -> list[Fraction]:
    """Return what is left of a unit of each line; `kept` is the part that rounding leaves.

    What does not count is priced alone: its own discount, and a percentage on the order, which it
    would get when chosen.
    """
    pools: defaultdict[str | int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.counts:
            pools[line.code or index].append(index)
    prices = [
        Fraction(amount.cents * (MILLION - (terms.discount_ppm or 0)), line.qty_micros)
        for line, amount in zip(lines, amounts, strict=True)
    ]
    for indexes in pools.values():
        units = Fraction(sum(lines[index].qty_micros for index in indexes), MILLION)
        price = kept * sum(left[index] for index in indexes) / units
        for index in indexes:
            prices[index] = price
    return prices


def _by_rate(
    lines: Sequence[PricedLine],
    counted: Sequence[int],
    left: Sequence[int],
    taxes: Sequence[int],
    terms: OrderTerms,
) -> list[RateTotals]:
    rates: dict[int, RateTotals] = {}
    for index in counted:
        rate = lines[index].tax_ppm
        net = left[index] - taxes[index] if terms.tax_included else left[index]
        so_far = rates.get(rate, RateTotals(rate, 0, 0))
        rates[rate] = RateTotals(rate, so_far.net + net, so_far.tax + taxes[index])
    return list(rates.values())
