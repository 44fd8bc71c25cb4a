"""Report `workload`: what is open and due for each person, against their capacity."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from salesmap.core.folding import fold
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import in_order, share
from salesmap.store.members import people
from salesmap.store.statements import statements

_SQL = statements(__file__)
PERSON = "person"
_WEEK = timedelta(days=7)
_LEADS, _VALUE, _FOLLOWUPS, _OVERDUE, _TODAY, _SOON, _IDLE = range(7)


def workload(query: ReportQuery) -> Table:
    """Return a row for each person: open leads, capacity, load, follow-ups, what is due.

    A follow-up counts for its own owner, a lead for the lead's. Where there are members, those with
    nothing open are there, too.
    """
    totals = _totals(query)
    is_by_person = query.by == (PERSON,)
    team = {person.key: person for person in people(query.connection) if person.is_active}
    names = {key: person.name for key, person in team.items()}
    if is_by_person and not query.scope.filter_sql:
        for key in team:
            totals[(names[key],)]
    today = {"today": query.clock.today().isoformat()}
    away = dict(query.connection.execute(_SQL["away"], today).fetchall())
    rows = []
    for group in in_order(totals):
        person = team.get(fold(group[0] or "")) if is_by_person else None
        capacity = person.capacity if person else None
        figures = totals[group]
        rows.append(
            (
                *group,
                figures[_LEADS],
                capacity,
                share(figures[_LEADS], capacity) if capacity else None,
                *figures[_FOLLOWUPS:_IDLE],
                figures[_IDLE],
                figures[_VALUE],
                away.get(person.id) if person else None,
            )
        )
    metrics = columns(
        "leads:int capacity:int load:ratio followups:int overdue:int due_today:int due_week:int "
        "without_next:int value:money away_until:day"
    )
    return Table((*query.dimensions, *metrics), rows)


def _totals(query: ReportQuery) -> dict[tuple[Any, ...], list[int]]:
    """Return the figures of each group, the names of people in one spelling."""
    today = query.clock.today()
    days = {"today": today.isoformat(), "week": (today + _WEEK).isoformat()}
    totals: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * 7)
    spelled = {person.key: person.name for person in people(query.connection)}
    for name, start in (("leads", _LEADS), ("followups", _FOLLOWUPS), ("without_next", _IDLE)):
        of = _of_followups(query) if name == "followups" else _of_leads(query)
        parameters = days if name == "followups" else {}
        for row in of.rows(_SQL[name], "created_on", 0, **parameters):
            group = _spelled(query, row[: len(query.by)], spelled)
            for number, figure in enumerate(row[len(query.by) :], start):
                totals[group][number] += figure or 0
    return totals


def _spelled(
    query: ReportQuery, group: tuple[Any, ...], spelled: dict[str, str]
) -> tuple[Any, ...]:
    """Return a group with its person as first met."""
    if PERSON not in query.by:
        return group
    place = query.by.index(PERSON)
    name = group[place]
    if name is not None:
        name = spelled.setdefault(fold(name), name)
    return (*group[:place], name, *group[place + 1 :])


def _of_leads(query: ReportQuery) -> ReportQuery:
    return query._replace(own={PERSON: "l.owner"})


def _of_followups(query: ReportQuery) -> ReportQuery:
    return query._replace(own={PERSON: "coalesce(f.owner, l.owner)"})


def _each_lead(query: ReportQuery) -> list[tuple[Any, ...]]:
    return _in_one_spelling(query, _of_leads(query).rows(_SQL["each_lead"]))


def _idle(query: ReportQuery) -> list[tuple[Any, ...]]:
    return _in_one_spelling(query, _of_leads(query).rows(_SQL["each_without_next"]))


def _is_in_a_week(day: str, query: ReportQuery) -> bool:
    today = query.clock.today()
    return today.isoformat() < day <= (today + _WEEK).isoformat()


def _followups(of_day: Callable[[str, ReportQuery], bool]) -> Callable[..., list[tuple[Any, ...]]]:
    def leads(query: ReportQuery) -> list[tuple[Any, ...]]:
        rows = _of_followups(query).rows(_SQL["each_followup"])
        return _in_one_spelling(query, [row[:-1] for row in rows if of_day(row[-1], query)])

    return leads


def _in_one_spelling(query: ReportQuery, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    spelled = {person.key: person.name for person in people(query.connection)}
    width = len(query.by)
    found = [(*_spelled(query, row[:width], spelled), row[width]) for row in rows]
    return list(dict.fromkeys(found))


REPORT = Report(
    "workload",
    N_("Workload: open leads and follow-ups of each person, against their capacity."),
    workload,
    (
        Metric("leads", N_("open leads"), LEAD_COUNT, _each_lead),
        Metric("load", N_("open leads ÷ capacity"), "{leads} ÷ {capacity}", _each_lead),
        Metric(
            "followups", N_("open follow-ups"), N_("of so many leads: {leads_behind}"),
            _followups(lambda _day, _query: True),
        ),
        Metric(
            "overdue", N_("open follow-ups due before today"),
            N_("of so many leads: {leads_behind}"),
            _followups(lambda day, query: day < query.clock.today().isoformat()),
        ),
        Metric(
            "due_today", N_("open follow-ups due today"), N_("of so many leads: {leads_behind}"),
            _followups(lambda day, query: day == query.clock.today().isoformat()),
        ),
        Metric(
            "due_week", N_("open follow-ups due within the 7 days after today"),
            N_("of so many leads: {leads_behind}"),
            _followups(_is_in_a_week),
        ),
        Metric("without_next", N_("open leads without a planned follow-up"), LEAD_COUNT, _idle),
        Metric("value", N_("values of open leads"), VALUE_SUM, _each_lead),
    ),
    by=(PERSON,),
    own_dimensions=(PERSON,),
)  # fmt: skip
