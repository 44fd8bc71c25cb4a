"""Report `handoffs`: how leads change hands, how long they wait then, and how many come back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from salesmap.core.clock import from_instant, seconds_between
from salesmap.core.folding import fold
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, median
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_DAY_SECONDS = 86_400
OWNER, ROLE = N_("owner"), N_("role")


class Handoff(NamedTuple):
    """A lead that went from an owner to another, or into a stage of another role.

    `is_back`: to an owner who had it before, or to an earlier stage. `wait` is the time in days
    until the receiver did something, or the lead went on; None while it waits, if the lead
    `is_open`, or if nothing came.
    """

    group: tuple[Any, ...]
    what: str
    giver: str
    receiver: str
    lead_id: int
    is_back: bool
    wait: float | None
    is_open: bool

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what tells the rows of the report apart."""
        return (*self.group, self.what, self.giver, self.receiver)


def handoffs(query: ReportQuery) -> Table:
    """Return a row for each pair of owners, and of roles, between which leads went."""
    found: dict[tuple[Any, ...], list[Handoff]] = defaultdict(list)
    for handoff in _handoffs(query):
        found[handoff.key].append(handoff)
    rows = []
    for key in in_order(found):
        each = found[key]
        waits = sorted(handoff.wait for handoff in each if handoff.wait is not None)
        rows.append(
            (
                *key,
                len(each),
                len({handoff.lead_id for handoff in each}),
                sum(handoff.is_back for handoff in each),
                round(median(waits), 2) if waits else None,
                sum(_is_untouched(handoff) for handoff in each),
            )
        )
    metrics = columns(
        "what:word from to handoffs:int leads:int back:int wait_days:number untouched:int"
    )
    return Table((*query.dimensions, *metrics), rows)


def _handoffs(query: ReportQuery) -> Iterator[Handoff]:
    """Yield the hand-offs in the time of the query, of whichever leads in scope."""
    since, until = query.scope.since, query.scope.until
    every = query.at_any_time()
    width = len(query.by)
    for at, handoff in (*_of_owners(every, width), *_of_roles(every, width)):
        day = query.clock.day_of(from_instant(at)).isoformat()
        if (since is None or day >= since.isoformat()) and (
            until is None or day <= until.isoformat()
        ):
            yield handoff


def _of_owners(query: ReportQuery, width: int) -> Iterator[tuple[str, Handoff]]:
    for (group, lead_id), changes in _by_lead(query.rows(_SQL["owners"]), width):
        had: set[str] = set()
        next_at = [*(at for _giver, _receiver, at, *_rest in changes[1:]), None]
        last: str | None = None
        for (giver, receiver, at, _day, status, *done), left in zip(changes, next_at, strict=True):
            last = giver or last  # from the pool it comes from whoever had it before
            if last is None or receiver is None or fold(last) == fold(receiver):
                continue
            had.add(fold(last))
            acted = min(filter(None, (*done, left)), default=None)
            yield (
                at,
                Handoff(
                    group, OWNER, last, receiver, lead_id, fold(receiver) in had,
                    _days(at, acted), status == "open",
                ),
            )  # fmt: skip


def _of_roles(query: ReportQuery, width: int) -> Iterator[tuple[str, Handoff]]:
    sales_map = current_map(query.connection)
    roles = {stage.key: stage.role for stage in sales_map.stages}
    labels = {role.key: role.label.text(query.lang) for role in sales_map.roles}
    for (group, lead_id), stays in _by_lead(query.rows(_SQL["stays"]), width):
        before: str | None = None
        is_back = False
        for stage, entered, left, outcome, status, *done in stays:
            role = roles.get(stage)
            if before and role and role != before:
                acted = min(filter(None, (*done, left)), default=None)
                giver, receiver = labels.get(before, before), labels.get(role, role)
                wait, is_open = _days(entered, acted), status == "open" and left is None
                yield (
                    entered,
                    Handoff(group, ROLE, giver, receiver, lead_id, is_back, wait, is_open),
                )
            before, is_back = role or before, outcome == "back"


def _by_lead(
    rows: Iterable[tuple[Any, ...]], width: int
) -> Iterable[tuple[tuple[tuple[Any, ...], int], list[tuple[Any, ...]]]]:
    """Return the rows of each (group, lead): one with several tags is in several groups."""
    found: dict[tuple[tuple[Any, ...], int], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[:width], row[width]].append(row[width + 1 :])
    return found.items()


def _days(start: str, end: str | None) -> float | None:
    return None if end is None else seconds_between(start, end) / _DAY_SECONDS


def _is_untouched(handoff: Handoff) -> bool:
    return handoff.wait is None and handoff.is_open


def _drilldown(counts: Callable[[Handoff], bool]) -> Callable[[ReportQuery], list[tuple[Any, ...]]]:
    def leads(query: ReportQuery) -> list[tuple[Any, ...]]:
        found = {(*each.key, each.lead_id) for each in _handoffs(query) if counts(each)}
        return sorted(found, key=lambda row: [str(value) for value in row[:-1]] + [row[-1]])

    return leads


REPORT = Report(
    "handoffs",
    N_("Hand-offs: how leads go from owner to owner and from role to role, wait, and come back."),
    handoffs,
    (
        Metric(
            "handoffs",
            N_("changes of owner, and moves into a stage of another role, in the period"),
            N_("hand-offs of so many leads: {leads_behind}"),
            _drilldown(lambda each: True),
        ),
        Metric(
            "leads", N_("leads that were handed off"), LEAD_COUNT, _drilldown(lambda each: True)
        ),
        Metric(
            "back",
            N_("hand-offs to an owner who had the lead before, or to an earlier stage"),
            N_("hand-offs of so many leads: {leads_behind}"),
            _drilldown(lambda each: each.is_back),
        ),
        Metric(
            "wait_days",
            N_("median days until the receiver did something, or the lead went on"),
            N_("median of so many leads: {leads_behind}"),
            _drilldown(lambda each: each.wait is not None),
        ),
        Metric(
            "untouched",
            N_("open leads with which the receiver has done nothing yet"),
            N_("hand-offs of so many leads: {leads_behind}"),
            _drilldown(_is_untouched),
        ),
    ),
    keys=("what", "from", "to"),
)
