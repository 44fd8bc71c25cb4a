"""Quotes as reports count them: threads of which something was sent, in their groups.

They are counted by quote, not by version, which would punish revising. The time of a report bounds
the day on which the first version was sent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from salesmap.reports.query.report import Drilldown
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.quote.states import with_states
from salesmap.store.statements import statements
from salesmap.store.tables import TABLES

OWN_DIMENSIONS = {
    "template": "l.template",
    "reason": "l.reason",
    "competitor": "l.competitor",
}
"""What quotes can be grouped by, beside what leads can; the owner is the quote's."""

_SQL = statements(__file__)
_REPLACED = ("owner", "currency", "value_cents", "product")


class SentThread(NamedTuple):
    """A thread: its lead, state, number of versions sent, amounts in hundredths, days.

    `value` is the total in the currency of the figures, None where there is no rate; the other
    amounts are in the quote's own.
    """

    lead_id: int
    quote_id: int
    state: str
    rounds: int
    value: int | None
    total: int
    first: int
    list_total: int
    charged: int
    sent_on: str
    accepted_on: str | None

    @property
    def first_value(self) -> Fraction:
        """Return the first total sent in the currency of the figures."""
        if self.value is None:
            return Fraction(0)
        return Fraction(self.value * self.first, self.total) if self.total else Fraction(self.first)


class Threads(Sequence[SentThread]):
    """The threads of a group. Their columns are read without a record of each: that is quicker.

    The first `keys` columns of the rows are those of the group.
    """

    def __init__(self, rows: Sequence[tuple[Any, ...]], keys: int = 0) -> None:
        self.rows, self.keys = rows, keys

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[SentThread]:
        return (SentThread._make(row[self.keys :]) for row in self.rows)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Threads(self.rows[place], self.keys)
        return SentThread._make(self.rows[place][self.keys :])

    @cached_property
    def columns(self) -> Mapping[str, Sequence[Any]]:
        """Each field of the threads, by its name."""
        fields = SentThread._fields
        if not self.rows:
            return dict.fromkeys(fields, ())
        return dict(zip(fields, list(zip(*self.rows, strict=True))[self.keys :], strict=True))


Group = tuple[Any, ...]


def threads(query: ReportQuery) -> Iterator[tuple[Group, SentThread]]:
    """Yield the threads first sent in the time, each with its group, sorted by group."""
    for group, members in grouped(query):
        for thread in members:
            yield group, thread


def grouped(query: ReportQuery) -> Iterator[tuple[Group, Threads]]:
    """Yield each group with its threads; without dimensions one group, be it empty."""
    size = len(query.by)
    own = query._replace(own=OWN_DIMENSIONS)
    found: dict[Group, list[tuple[Any, ...]]] = {} if query.by else {(): []}
    for row in own.rows(_statement(query.by), "sent_on", today=query.clock.today().isoformat()):
        found.setdefault(row[:size], []).append(row)
    for group in sorted(found, key=lambda group: [(part is not None, str(part)) for part in group]):
        yield group, Threads(found[group], size)


def drilldown(
    counts: Callable[[SentThread], bool],
    keys: Callable[[SentThread], Sequence[Any]] = lambda _thread: (),
) -> Drilldown:
    """Return a drill-down to the leads of the threads that count, each once in a group."""

    def leads(query: ReportQuery) -> list[tuple[Any, ...]]:
        found = {
            (*group, *keys(thread), thread.lead_id): None
            for group, thread in threads(query)
            if counts(thread)
        }
        return sorted(found, key=lambda row: row[-1])

    return leads


def given_of(members: Threads) -> float | None:
    """Return the share of the first totals that was given away; None of none."""
    totals = members.columns["total"]
    if members.columns["value"] == totals:  # in one currency: whole columns are added
        before = sum(members.columns["first"])
        return float(Fraction(before - sum(totals), before)) if before else None
    first: Fraction | int = 0
    now = 0
    for thread in members:
        value = thread.value
        if value is not None:
            now += value
            # Only what was converted needs fractions, which are slow.
            first += thread.first if value == thread.total else thread.first_value
    return float((first - now) / first) if first else None


def _statement(by: Sequence[str]) -> str:
    join, product, competitor = "", "x.product", ""
    if "product" in by:
        join, product = _SQL["by_product"], "p.code"
    if "competitor" in by:
        join, competitor = f"{join} {_SQL['by_competitor']}", ", b.competitor AS competitor"
    lead = ", ".join(f"x.{name}" for name in TABLES["lead"].columns if name not in _REPLACED)
    inner = with_states(_SQL["threads"])
    for part, text in (
        ("lead", lead), ("join", join), ("product", product), ("competitor", competitor)
    ):  # fmt: skip
        inner = inner.replace(f"{{{part}}}", text)
    return _SQL["rows"].replace("{threads}", inner)
