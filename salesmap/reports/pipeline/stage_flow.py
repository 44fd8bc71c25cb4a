"""How leads move: the funnel in groups, time in stage, conversion from stage to stage."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline import funnel as reports_funnel
from salesmap.reports.query.report_query import ReportQuery, in_order, median, share
from salesmap.reports.query.stage_groups import Step, places, processes, steps

CONVERSIONS = (N_("reached"), N_("left"), N_("first"))
"""What conversion is a share of: of the leads that reached a stage; of those that have left it, onwards or lost; or, how many of those
that reached the first stage reached this one."""

WON = N_("won")
_DAY = 86_400

Group = tuple[Any, ...]


class Standing(NamedTuple):
    """How many leads of a group, with what value, stand at a step or ended there, and how far they came: places among the steps."""

    group: Group
    status: str
    here: int
    furthest: int
    leads: int
    value_cents: int


def funnel(query: ReportQuery) -> Table:
    """The funnel, of all pipelines together; of each group, when it is grouped."""
    if not query.by:
        return reports_funnel.funnel(query.connection, query.cohort, query.lang).rows
    found = steps_of(query)
    place = places(found)
    standing = _standing(query, place)
    advanced: dict[tuple[Group, int], int] = {}
    lengths: dict[tuple[Group, int], list[int]] = {}
    for *key, stage_id, onwards, secs in query.all("stays", keys=1):
        at = tuple(key), place[stage_id]
        advanced[at] = advanced.get(at, 0) + onwards
        lengths.setdefault(at, []).extend(json.loads(secs))
    rows: list[tuple[Any, ...]] = []
    for group in in_order({row.group for row in standing}):
        mine = [row for row in standing if row.group == group]
        reached = _reached(mine, found)[group]
        for number, step in enumerate(_before(found)):
            here = [row for row in mine if row.here == number]
            days = sorted(lengths.get((group, number), []))
            rows.append(
                (
                    *group,
                    step.key,
                    step.label,
                    sum(row.leads for row in here if row.status == "open"),
                    sum(row.value_cents for row in here if row.status == "open"),
                    reached[number],
                    advanced.get((group, number), 0),
                    sum(row.leads for row in here if row.status == "lost"),
                    share(reached[number + 1], reached[number]),
                    median(days) / _DAY if days else None,
                )
            )
        value = sum(row.value_cents for row in mine if row.status == WON)
        rows.append((*group, WON, _(WON), reached[-1], value, reached[-1], None, None, None, None))
    brief = (*query.by, *reports_funnel.BRIEF)
    return Table((*query.dimensions, *reports_funnel.COLUMNS), rows, brief)


def stages(query: ReportQuery) -> Table:
    """Of every stage: the completed stays, their median and mean length in days, and the leads that stand there now."""
    found = steps_of(query)
    place = places(found)
    lengths, now = _lengths(query, place), _now(query, found, place)
    rows = []
    for group, number, step in _lines(query, found, {*lengths, *now}):
        stays = sorted(lengths.get((group, number), []))
        middle = median(stays) / _DAY if stays else None
        mean = sum(stays) / len(stays) / _DAY if stays else None
        days = f"{sum(stays) / _DAY:.4g}"
        rows.append(
            (
                *group,
                step.key,
                len(stays),
                middle,
                mean,
                now.get((group, number), 0),
                _word(query, step),
                days,
            )
        )
    declared = (
        *query.dimensions,
        *columns("stage:text:label stays:int median_days:number mean_days:number now:int"),
    )
    return Table(declared, rows, words=("label", "days"))


def conversion(query: ReportQuery) -> Table:
    """From stage to stage before the win. Of those that reached it: reached(next) ÷ reached. Of those that left it: left onwards ÷
    (left onwards + lost there). Of the first: reached ÷ reached(first)."""
    found = steps_of(query)
    if query.definition == "left":
        return _conversion_of_those_who_left(query, found)
    came = _reached(_standing(query, places(found)), found)
    if not query.by:
        came = came or {(): [0] * (len(_before(found)) + 1)}
    lines = [
        (group, came[group], number, step)
        for group in in_order(came)
        for number, step in enumerate(_before(found))
    ]
    rows: list[tuple[Any, ...]] = []
    if query.definition == "first":
        for group, reached, number, step in lines:
            rows.append(
                (
                    *group,
                    step.key,
                    reached[number],
                    reached[0],
                    share(reached[number], reached[0]),
                    _word(query, step),
                )
            )
        return Table(
            (
                *query.dimensions,
                *columns("stage:text:label reached:int first:int conversion:ratio"),
            ),
            rows,
            words=("label",),
        )
    for group, reached, number, step in lines:
        here, beyond = reached[number : number + 2]
        rows.append((*group, step.key, here, beyond, share(beyond, here), _word(query, step)))
    return Table(
        (*query.dimensions, *columns("stage:text:label reached:int onwards:int conversion:ratio")),
        rows,
        words=("label",),
    )


def steps_of(query: ReportQuery) -> list[Step]:
    """The steps of the pipelines that are asked for."""
    return steps(query.connection, query.lang, processes(query.connection, query.cohort.pipeline))


def _conversion_of_those_who_left(query: ReportQuery, found: list[Step]) -> Table:
    place, end = places(found), len(_before(found))
    left: dict[tuple[Group, int], list[int]] = {}
    for *key, stage_id, onwards in query.all("advanced", keys=1):
        if place[stage_id] < end:
            left.setdefault((tuple(key), place[stage_id]), [0, 0])[0] += onwards
    for row in _standing(query, place):
        if row.status == "lost" and row.here < end:
            left.setdefault((row.group, row.here), [0, 0])[1] += row.leads
    rows = []
    for group, number, step in _lines(query, found, set(left)):
        onwards, lost = left.get((group, number), (0, 0))
        rows.append(
            (*group, step.key, onwards, lost, share(onwards, onwards + lost), _word(query, step))
        )
    return Table(
        (*query.dimensions, *columns("stage:text:label onwards:int lost:int conversion:ratio")),
        rows,
        words=("label",),
    )


def _standing(query: ReportQuery, place: dict[int, int]) -> list[Standing]:
    return [
        Standing(tuple(group), status, place[stage_id], place[furthest_id], count, value)
        for *group, status, stage_id, furthest_id, count, value in query.all("standing", keys=3)
    ]


def _reached(standing: Iterable[Standing], found: list[Step]) -> dict[Group, list[int]]:
    """How many of each group reached each step before the win, and, at the end, how many were won."""
    end = len(_before(found))
    reached: dict[Group, list[int]] = {}
    for row in standing:
        came = reached.setdefault(row.group, [0] * (end + 1))
        for number in range(furthest(row.status, row.furthest, end) + 1):
            came[number] += row.leads
    return reached


def furthest(status: str, place: int, end: int) -> int:
    """How far a lead came among so many steps before the win: the last place is the win itself."""
    return end if status == WON else min(place, end - 1)


def _lengths(query: ReportQuery, place: dict[int, int]) -> dict[tuple[Group, int], list[int]]:
    """The completed stays in seconds, by group and step."""
    lengths: dict[tuple[Group, int], list[int]] = {}
    for *group, stage_id, secs in query.all("stage_lengths", keys=1):
        lengths.setdefault((tuple(group), place[stage_id]), []).extend(json.loads(secs))
    return lengths


def _now(
    query: ReportQuery, found: list[Step], place: dict[int, int]
) -> dict[tuple[Group, int], int]:
    """Leads under way: open ones before the win, won ones after it."""
    now: dict[tuple[Group, int], int] = {}
    for row in _standing(query, place):
        if row.status == ("open" if found[row.here].phase == "before" else WON):
            now[row.group, row.here] = now.get((row.group, row.here), 0) + row.leads
    return now


def _lines(
    query: ReportQuery, found: list[Step], known: set[tuple[Group, int]]
) -> list[tuple[Group, int, Step]]:
    """(group, place, step) of what there is, in the order of groups and of the map; without groups, every step before the win."""
    groups = in_order({group for group, _number in known} or ({()} if not query.by else set()))
    return [
        (group, number, step)
        for group in groups
        for number, step in enumerate(found)
        if (group, number) in known or (not query.by and step.phase == "before")
    ]


def _before(found: list[Step]) -> list[Step]:
    return [step for step in found if step.phase == "before"]


def _word(query: ReportQuery, step: Step) -> str:
    return step.label if query.lang == "zh" else step.key
