"""How leads end: win rate, cycle, size, velocity, reasons, and what became of what came in."""

import json
from collections.abc import Sequence
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns, major
from salesmap.reports.query.report_query import ReportQuery, in_order, median, share

CLOSED = N_("closed")
WIN_RATES = ("closed", "created")
"""What the win rate is a share of: of the leads that closed (won or lost), or of all that came in."""


def winrate(query: ReportQuery) -> Table:
    """Won ÷ (won + lost), by count and by value, of the leads closed in the time; dropped leads are in neither. By the other
    definition, won ÷ all that came in in the time."""
    if query.definition == "created":
        return _winshare(query)
    rows = []
    for *group, won, lost, value_won, value_lost in query.all("winrate", "closed_on"):
        rows.append(
            (
                *group,
                won,
                lost,
                share(won, won + lost),
                value_won,
                value_lost,
                share(value_won, value_won + value_lost),
            )
        )
    if not rows and not query.by:
        rows.append((0, 0, None, 0, 0, None))
    declared = columns(
        "won:int lost:int rate:ratio::win_rate value_won:money value_lost:money value_rate:ratio::value_win_rate"
    )
    return Table((*query.dimensions, *declared), rows)


def _winshare(query: ReportQuery) -> Table:
    rows = [
        (*group, won, leads, share(won, leads), value_won, value, share(value_won, value))
        for *group, won, leads, value_won, value in query.all("winshare")
    ]
    declared = columns(
        "won:int leads:int rate:ratio::win_rate value_won:money value:money value_rate:ratio::value_win_rate"
    )
    return Table((*query.dimensions, *declared), rows)


def cycle(query: ReportQuery) -> Table:
    """Days from created to closed, by calendar day: count, median (the mean of the two middle values for an even count),
    mean, least and most, of won leads, lost leads, and both (`closed`)."""
    rows = [(*key, *_spread(lengths)) for key, lengths in _by_outcome(query, "cycle")]
    declared = (
        *query.dimensions,
        *columns("outcome:word count:int median:number mean:number min:int max:int"),
    )
    return Table(declared, rows, words=("total",))


def deal_size(query: ReportQuery) -> Table:
    """What leads that ended were worth: count, median, mean, least and most, of won leads, lost leads, and both (`closed`)."""
    rows = []
    for key, sizes in _by_outcome(query, "sizes"):
        count, middle, mean, least, most, total = _spread(sizes)
        rows.append((*key, count, round(middle), round(mean), least, most, total))
    declared = (
        *query.dimensions,
        *columns("outcome:word count:int median:money mean:money min:money max:money total:money"),
    )
    return Table(declared, rows)


def _by_outcome(query: ReportQuery, statement: str) -> list[tuple[tuple[Any, ...], list[int]]]:
    """((group, outcome), its numbers in order) of won, lost and closed leads, as far as there are any."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for *group, status, numbers in query.all(statement, "closed_on", keys=1):
        for outcome in (status, CLOSED):
            found.setdefault((*group, outcome), []).extend(json.loads(numbers))
    groups = dict.fromkeys(key[:-1] for key in found)
    keys = ((*group, outcome) for group in groups for outcome in ("won", "lost", CLOSED))
    return [(key, sorted(found[key])) for key in keys if key in found]


def overview(query: ReportQuery) -> Table:
    """What came in in the time, and what became of it: open, won, lost, win rate, and value."""
    rows = [
        (*group, leads, open_, won, lost, share(won, won + lost), value_open, value_won)
        for *group, leads, open_, won, lost, value_open, value_won in query.all("overview")
    ]
    return Table(
        (
            *query.dimensions,
            *columns(
                "leads:int open:int won:int lost:int rate:ratio::win_rate value_open:money value_won:money"
            ),
        ),
        rows,
    )


def months(query: ReportQuery) -> Table:
    """Month by month: what came in by the month of its creation, what was won and lost by the month of its end."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for *key, count in query.all("created", keys=1):
        found.setdefault(tuple(key), [0, 0, 0, 0])[0] = count
    for *key, won, lost, value in query.all("closed", "closed_on", keys=1):
        found.setdefault(tuple(key), [0, 0, 0, 0])[1:] = won, lost, value
    order = sorted(in_order(found), key=lambda key: key[-1] or "")
    rows = [
        (
            *key,
            found[key][0],
            *found[key][1:3],
            share(found[key][1], found[key][1] + found[key][2]),
            found[key][3],
        )
        for key in order
    ]
    return Table(
        (
            *query.dimensions,
            *columns("month created:int won:int lost:int rate:ratio::win_rate value_won:money"),
        ),
        rows,
    )


def lost_reasons(query: ReportQuery) -> Table:
    """Why leads were lost in the time, the commonest reason first."""
    found = query.all("lost_reasons", "closed_on", keys=1)
    totals: dict[tuple[Any, ...], int] = {}
    for *group, _reason, count, _value in found:
        totals[tuple(group)] = totals.get(tuple(group), 0) + count
    rows = [
        (*group, reason, count, share(count, totals[tuple(group)]), value, totals[tuple(group)])
        for *group, reason, count, value in found
    ]
    return Table(
        (*query.dimensions, *columns("lost_reason lost:int share:ratio value_lost:money")),
        rows,
        words=("all_lost",),
    )


def velocity(query: ReportQuery) -> Table:
    """Open leads × win rate × mean won value ÷ mean cycle in days: value won per day. Open leads are those of now, the rest is of
    leads closed in the time."""
    bare = query._replace(cohort=query.cohort._replace(since=None, until=None))
    found: dict[tuple[Any, ...], list[int]] = {}
    for rows in (bare.all("velocity"), query.all("velocity_closed", "closed_on")):
        for row in rows:
            group, numbers = row[: len(query.by)], row[len(query.by) :]
            found[group] = [
                one + other for one, other in zip(found.get(group, [0] * 7), numbers, strict=True)
            ]
    values = []
    for group in in_order(found):
        open_, won, lost, value, valued, days, timed = found[group]
        rate, mean_value, cycle_days = (
            share(won, won + lost),
            share(value, valued),
            share(days, timed),
        )
        per_day = (
            open_ * rate * mean_value / cycle_days
            if rate is not None and mean_value is not None and cycle_days
            else None
        )
        told = (won, lost, f"{major(value):,}", valued, days, timed)
        values.append(
            (
                *group,
                open_,
                rate,
                mean_value and round(mean_value),
                cycle_days,
                per_day and round(per_day),
                *told,
            )
        )
    declared = (
        *query.dimensions,
        *columns("open:int win_rate:ratio mean_value:money cycle_days:number per_day:money"),
    )
    nothing = [] if query.by else [(0, None, None, None, None, 0, 0, "0", 0, 0, 0)]
    return Table(
        declared, values or nothing, words=("won", "lost", "value_won", "valued", "days", "timed")
    )


def _spread(ordered: Sequence[int]) -> tuple[int, float, float, int, int, int]:
    """Count, median, mean, least, most and sum of some ordered numbers."""
    return (
        len(ordered),
        median(ordered),
        sum(ordered) / len(ordered),
        ordered[0],
        ordered[-1],
        sum(ordered),
    )
