"""How old things are: open leads by age, those that have gone quiet, and what became of the leads of each month."""

import json
from bisect import bisect_right
from datetime import date, timedelta
from typing import Any

from salesmap.core.table import Table, columns
from salesmap.reports.activity import today
from salesmap.reports.query.report_query import ReportQuery, in_order, share

_EVERY = 2**31
_AGES = (7, 30, 90, 180, 365)
_BANDS = [
    f"{start}-{most}"
    for start, most in zip((0, *(most + 1 for most in _AGES)), _AGES, strict=False)
] + [f"{_AGES[-1] + 1}+"]
"""The stretches that an age in days falls in, the youngest first."""


def quiet(query: ReportQuery) -> Table:
    """Open leads that have gone quiet, the longest first; in groups, how many, their value, and the days of the longest."""
    every, found = _quiet(query)
    if not query.by:
        chosen = {lead for lead, _value in found}
        return every._replace(values=[row for row in every.values if row[0] in chosen])
    days = {row[0]: row[-1] for row in every.values}
    tallies: dict[tuple[Any, ...], list[int]] = {}
    for *group, lead, value in found:
        tally = tallies.setdefault(tuple(group), [0, 0, 0])
        tally[:] = tally[0] + 1, tally[1] + value, max(tally[2], days[lead])
    return Table(
        (*query.dimensions, *columns("leads:int value:money quiet_days:int")),
        [(*group, *tallies[group]) for group in in_order(tallies)],
    )


def quiet_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, lead) of the leads that have gone quiet."""
    return [row[:-1] for row in _quiet(query)[1]]


def _quiet(query: ReportQuery) -> tuple[Table, list[tuple[Any, ...]]]:
    """Every lead that has gone quiet, and (group, lead, value) of those that are asked for."""
    every = today.quiet(query.connection, query.clock, query.lang, _EVERY)
    return every, query.all("among", ids=json.dumps([row[0] for row in every.values]))


def aging(query: ReportQuery) -> Table:
    """Open leads by how long ago they came in."""
    starts = _starts(query.clock.today())
    tallies: dict[tuple[Any, ...], list[int]] = {}
    for *group, created_on, count, value in query.all("ages", keys=1):
        bucket = _BANDS[-1 - bisect_right(starts, created_on)]
        tally = tallies.setdefault((*group, bucket), [0, 0])
        tally[0] += count
        tally[1] += value
    groups = in_order({key[:-1]: None for key in tallies} or ({} if query.by else {(): None}))
    rows = [
        (*group, bucket, *tallies.get((*group, bucket), [0, 0]))
        for group in groups
        for bucket in _BANDS
    ]
    return Table((*query.dimensions, *columns("age leads:int value:money")), rows)


def cohorts(query: ReportQuery) -> Table:
    """Of the leads that came in in a month, how many were won until so many months later."""
    sizes: dict[tuple[Any, ...], int] = {}
    won: dict[tuple[Any, ...], dict[int, int]] = {}
    for *group, came, month, count in query.all("cohorts", keys=2):
        key = (*group, came)
        sizes[key] = sizes.get(key, 0) + count
        if month:
            later = _months(month) - _months(came)
            won.setdefault(key, {})[later] = won.get(key, {}).get(later, 0) + count
    now = _months(query.clock.today().isoformat())
    rows = []
    for key in in_order(sizes):
        so_far = 0
        for later in range(max(0, now - _months(key[-1])) + 1):
            so_far += won.get(key, {}).get(later, 0)
            if later == 0 or later in won.get(key, {}):
                rows.append((*key, sizes[key], later, so_far, share(so_far, sizes[key])))
    return Table(
        (
            *query.dimensions,
            *columns("created_month leads:int months_later:int won:int share:ratio"),
        ),
        rows,
    )


def cohort_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, month, months later, lead) of the leads of each month, for every line of the cohort."""
    lines = _lines_of(cohorts(query), query)
    return [
        (*key, later, lead)
        for *key, _won, lead in query.all("cohorts_leads")
        for later in lines.get(tuple(key), ())
    ]


def won_of_cohort_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, month, months later, lead) of those of each month that were won until then."""
    lines = _lines_of(cohorts(query), query)
    return [
        (*key, later, lead)
        for *key, won, lead in query.all("cohorts_leads")
        if won
        for later in lines.get(tuple(key), ())
        if _months(won) - _months(key[-1]) <= later
    ]


def _lines_of(rows: Table, query: ReportQuery) -> dict[tuple[Any, ...], list[int]]:
    """How many months later there is a line for, by group and month."""
    lines: dict[tuple[Any, ...], list[int]] = {}
    for row in rows.values:
        lines.setdefault(row[: len(query.by) + 1], []).append(row[len(query.by) + 2])
    return lines


def aging_leads(query: ReportQuery) -> list[tuple[Any, ...]]:
    """(group, age, lead) of the open leads."""
    starts = _starts(query.clock.today())
    return [
        (*group, _BANDS[-1 - bisect_right(starts, created_on)], lead)
        for *group, created_on, lead in query.all("ages_leads")
    ]


def _starts(day: date) -> list[str]:
    """The first day of each band but the oldest, which has none, in order."""
    return [(day - timedelta(days=most)).isoformat() for most in reversed(_AGES)]


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])
