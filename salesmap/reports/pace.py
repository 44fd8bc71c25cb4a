"""How leads move: time in stage, conversion from stage to stage."""

from typing import Any

from salesmap.errors import Unreadable
from salesmap.i18n import _, mark
from salesmap.reports import funnel as reports_funnel
from salesmap.reports.asked import Asked, in_order, median, share
from salesmap.rows import Rows, columns

CONVERSIONS = (mark("reached"), mark("left"))
"""What conversion is a share of: of the leads that reached a stage, or of those that have left it, onwards or lost."""

_DAY = 86_400


def funnel(asked: Asked) -> Rows:
    """The funnel, of all pipelines together. Raises Unreadable when it is to be grouped."""
    if asked.by:
        raise Unreadable(_("The funnel has a row per stage already: ask for 'salesmap report conversion --by …'."))
    return reports_funnel.funnel(asked.connection, asked.cohort, asked.lang).rows


def stages(asked: Asked) -> Rows:
    """Of every stage: the completed stays, their median and mean length in days, and the leads that stand there now."""
    lengths: dict[tuple[Any, ...], list[int]] = {}
    for row in asked.all("stage_lengths"):  # a row for each stay: unpacking would cost a third of the time
        key = row[:-1]
        if key in lengths:
            lengths[key].append(row[-1])
        else:
            lengths[key] = [row[-1]]
    now = {tuple(key): count for *key, count in asked.all("stage_now", keys=1)}
    rows = []
    for group, stage, label in _lines(asked, {*lengths, *now}):
        found = sorted(lengths.get((*group, stage), []))
        middle = median(found) / _DAY if found else None
        mean = sum(found) / len(found) / _DAY if found else None
        rows.append((*group, stage, len(found), middle, mean, now.get((*group, stage), 0), label))
    return Rows(columns(f"{_groups(asked)} stage:text:label stays:int median_days:number mean_days:number now:int"), rows, words=("label",))


def conversion(asked: Asked) -> Rows:
    """From stage to stage before the win. Of those that reached it: reached(next) ÷ reached. Of those that left it: left onwards ÷
    (left onwards + lost there)."""
    order = _order(asked)
    if asked.definition == "left":
        return _conversion_of_those_who_left(asked, order)
    came: dict[tuple[Any, ...], list[int]] = {}  # of each group and stage: how many reached it, how many went on
    for *group, process_id, status, _stage_id, furthest_id, count in asked.all("standing", keys=4):
        steps = [(key, id) for key, id, pipeline, phase in order if phase == "before" and pipeline == process_id]
        ids = [id for _key, id in steps]
        furthest = len(ids) if status == "won" or furthest_id not in ids else ids.index(furthest_id)
        for place, (key, _id) in enumerate(steps):
            tally = came.setdefault((*group, key), [0, 0])
            tally[0] += count if place <= furthest else 0
            tally[1] += count if place < furthest else 0
    rows = []
    for line, stage, label in _lines(asked, set(came)):
        here, went_on = came.get((*line, stage), (0, 0))
        rows.append((*line, stage, here, went_on, share(went_on, here), label))
    return Rows(columns(f"{_groups(asked)} stage:text:label reached:int onwards:int conversion:ratio"), rows, words=("label",))


def _conversion_of_those_who_left(asked: Asked, order: list[tuple[Any, ...]]) -> Rows:
    keys = {id: key for key, id, _process, phase in order if phase == "before"}
    left: dict[tuple[Any, ...], list[int]] = {}
    for *group, stage_id, onwards, lost in asked.all("left", keys=1):
        if stage_id in keys:
            tally = left.setdefault((*group, keys[stage_id]), [0, 0])
            tally[0] += onwards
            tally[1] += lost
    rows = []
    for place, stage, label in _lines(asked, set(left)):
        went_on, dead = left.get((*place, stage), [0, 0])
        rows.append((*place, stage, went_on, dead, share(went_on, went_on + dead), label))
    return Rows(columns(f"{_groups(asked)} stage:text:label onwards:int lost:int conversion:ratio"), rows, words=("label",))


def _lines(asked: Asked, keys: set[tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], str, str]]:
    """(group, stage, label) of what there is, in the order of groups and of the map; without groups, every stage."""
    known = asked.all("stage_order")
    groups = in_order({key[:-1] for key in keys} or ({()} if not asked.by else set()))
    before_the_win = {key for key, _id, _process, phase in _order(asked) if phase == "before"}
    return [
        (group, stage, label if asked.lang == "zh" else stage)
        for group in groups
        for stage, label, *_positions in known
        if (*group, stage) in keys or (not asked.by and stage in before_the_win)
    ]


def _order(asked: Asked) -> list[tuple[Any, ...]]:
    """(key, id, pipeline, phase) of every stage, in order."""
    return asked.all("steps")


def _groups(asked: Asked) -> str:
    return asked.groups().columns
