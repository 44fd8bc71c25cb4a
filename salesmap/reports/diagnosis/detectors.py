"""Detectors: the metric of a problem of the map, measured, and the leads that show the problem."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, instant
from salesmap.core.i18n import _
from salesmap.domain.fields import FIELDS
from salesmap.domain.map.metrics import METRICS, RATES, is_beyond
from salesmap.domain.map.model import Problem, StageSpec
from salesmap.domain.service.rating import CSAT, LOW
from salesmap.reports.contract.sources import ENDED
from salesmap.reports.contract.states import with_states
from salesmap.reports.diagnosis.customer_cases import in_care
from salesmap.reports.query.lead_fields import custom_field_sql
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.reports.service.sources import TICKETS
from salesmap.store.connection import Connection
from salesmap.store.engine.sql_dates import days_after, hours_after, seconds_between
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
_TIMES = {
    "entry_deadline": days_after("i.at", ":days"),
    "lead_deadline": days_after("l.created_at", ":days"),
    "response_deadline": hours_after("l.assigned_at", "s.response_hours"),
    "secs_so_far": seconds_between("l.stage_since", ":until"),
    "approval_secs": seconds_between("a.asked_at", "coalesce(a.decided_at, :until)"),
}
_DAY_SECONDS = 86_400
_MEDIANS = {"median_days": _DAY_SECONDS, "approval_hours": 3_600, "quote_rounds_median": 1}
"""The metrics that are medians, each with what one unit of it is in the column `secs`."""
_OF_CONTRACTS = ("late_milestone_share", "overdue_payment_share")
_FOLLOWED = ("followup_rate", "unfollowed_share")
"""Metrics of one statement: the follow-up rate is the share that the other one leaves."""


class DiagnosisScope(NamedTuple):
    """The time and the leads that a diagnosis looks at; by default the past, and all.

    The days of `leads` do not count.
    """

    clock: Clock
    since: date | None = None
    until: date | None = None
    leads: LeadScope = EVERYTHING

    @property
    def end(self) -> datetime:
        """The last second in scope: now, or the end of the last day."""
        if self.until is None:
            return self.clock.now()
        next_day = self.clock.at(self.until + timedelta(days=1), time())
        return min(self.clock.now(), next_day - timedelta(seconds=1))

    def start(self, window_days: int) -> datetime:
        """Return the first moment in scope."""
        if self.since:
            return self.clock.at(self.since, time())
        return self.end - timedelta(days=window_days)

    @property
    def today(self) -> date:
        """The last day in scope."""
        return self.clock.day_of(self.end)


class Finding(NamedTuple):
    """A measured metric.

    Of `cases`, `bad_cases` show the problem, on so many `leads` with a value in hundredths.
    `figure` is the value of the metric, None without cases.
    """

    figure: float | None
    cases: int
    bad_cases: int
    leads: int
    value_cents: int

    def is_beyond(self, problem: Problem) -> bool:
        """Return whether the metric is beyond the threshold, in at least `least` cases."""
        return is_beyond(problem, self.figure, self.cases)

    def formula(self, problem: Problem) -> str:
        """Return how the figure comes about, with the numbers put in."""
        if self.figure is None:
            return _("no data")
        if problem.metric in _MEDIANS:
            return _("median (n = {cases})").format(cases=self.cases)
        is_rate = problem.metric in RATES
        return f"{self.cases - self.bad_cases if is_rate else self.bad_cases} ÷ {self.cases}"


class ToActOn(NamedTuple):
    """The leads that countermeasures are for, as (id, owner, name), and how many need none."""

    leads: Sequence[tuple[int, str | None, str]]
    skipped: int


_NO_FINDING = Finding(None, 0, 0, 0, 0)


class Detectors:
    """The detectors of a map on one database, within one scope."""

    def __init__(self, connection: Connection, scope: DiagnosisScope) -> None:
        self.connection = connection
        self.scope = scope
        self.stages: dict[str, list[tuple[int, str]]] = {}
        for id, key, pipeline in connection.execute(_SQL["stages"]):
            self.stages.setdefault(key, []).append((id, pipeline))

    def measure(self, stage: StageSpec, problem: Problem) -> Finding:
        """Return the metric of a problem, now."""
        statement = self._cases(stage, problem)
        if statement is None:
            return _NO_FINDING
        cases, parameters = statement
        query = _SQL["judged"].replace("{cases}", cases)
        count, bad, leads, value = self.connection.execute(query, parameters).fetchone()
        if problem.metric == "no_repurchase_share" and bad == count:
            return _NO_FINDING  # where nobody ever came back, customers are not kept track of
        figure = self._figure(problem, cases, parameters, count, bad)
        return Finding(figure, count, bad, leads, value)

    def leads(self, stage: StageSpec, problem: Problem) -> list[int]:
        """Return the ids of the leads that show a problem."""
        statement = self._cases(stage, problem)
        if statement is None:
            return []
        cases, parameters = statement
        rows = self.connection.execute(_SQL["leads"].replace("{cases}", cases), parameters)
        return [id for (id,) in rows]

    def records(self, stage: StageSpec, problem: Problem) -> list[int]:
        """Return the ids of the tickets that show a problem of tickets."""
        statement = self._cases(stage, problem) if _record(problem) != "lead" else None
        if statement is None:
            return []
        cases, parameters = statement
        rows = self.connection.execute(_SQL["records"].replace("{cases}", cases), parameters)
        return [id for (id,) in rows]

    def leads_to_act_on(self, stage: StageSpec, problem: Problem) -> ToActOn:
        """Return the leads in progress that still lack something and have no next step.

        They are those that show the problem; where these are all closed, those in the stage, but
        for a problem of tickets.
        """
        status, still = _status_in(stage, problem), ""
        if problem.metric in _FOLLOWED:
            still = (
                "AND NOT EXISTS "
                "(SELECT 1 FROM interaction i WHERE i.lead_id = l.id AND i.kind <> 'note')"
            )
        parameters = {"status": status, "today": self.scope.today.isoformat()}
        ids = self.leads(stage, problem)
        in_progress = self.connection.execute(
            _SQL["of_status"], {"ids": json.dumps(ids), "status": status}
        ).fetchall()
        if not in_progress and _record(problem) == "lead":
            query = _SQL["in_stage"].replace("{stages}", self._stage_ids(stage, problem))
            ids = [id for (id,) in self.connection.execute(query, {"status": status})]
        query = _SQL["to_act_on"].replace("{still}", still)
        rows = self.connection.execute(query, {**parameters, "ids": json.dumps(ids)}).fetchall()
        return ToActOn([tuple(row) for row in rows], len(ids) - len(rows))

    def _figure(
        self, problem: Problem, cases: str, parameters: dict[str, Any], count: int, bad: int
    ) -> float | None:
        if not count:
            return None
        if problem.metric in RATES:
            return (count - bad) / count
        if problem.metric not in _MEDIANS:
            return float(bad / count)
        middle = self.connection.execute(
            _SQL["middle"].replace("{cases}", cases),
            {**parameters, "take": 2 - count % 2, "skip": (count - 1) // 2},
        ).fetchall()
        unit = _MEDIANS[problem.metric]
        return float(sum(length for (length,) in middle) / len(middle) / unit)

    def _cases(self, stage: StageSpec, problem: Problem) -> tuple[str, dict[str, Any]] | None:
        """Return the statement that lists the cases of a metric, and its parameters.

        None where the database does not hold what the metric needs.
        """
        if stage.key not in self.stages:
            return None
        name = "followed" if problem.metric in _FOLLOWED else problem.metric
        parts = {
            "stages": self._stage_ids(stage, problem),
            "in_scope": self.scope.leads.filter_sql,
            "tickets": TICKETS,
            "ended": ENDED,
        }
        own: dict[str, Any] = {}
        if name == "missing_share":
            tests = [test for test in map(_missing, problem.fields) if self._is_kept(test)]
            if not tests:
                return None
            parts["missing"] = f"({' OR '.join(tests)})"
        elif name == "quiet_share":
            if stage.phase == "after" and not self._holds("records_care"):
                return None
        elif name == "care_overdue_share":
            cared = in_care(self.connection, self.scope.clock)
            if cared is None:
                return None
            parts["in_care"] = cared.sql
            own = cared.parameters
        elif name == "lost_share":
            parts["reason"] = _reason_test(problem.words)
        query = _SQL[name]
        for part, text in (parts | _TIMES).items():
            query = query.replace(f"{{{part}}}", text)
        query = self.scope.leads.amounts.in_figures(query)
        return query, {**self._parameters(stage, problem), **own}

    def _parameters(self, stage: StageSpec, problem: Problem) -> dict[str, Any]:
        scope, days = self.scope, problem.days or 0
        start = scope.start(problem.window_days)
        words = {f"word{i}": f"%{escape_like(word)}%" for i, word in enumerate(problem.words)}
        threshold_days = problem.threshold if problem.metric == "median_days" else 0
        return {
            **words,
            **scope.leads.filter_parameters,
            "since": instant(start),
            "until": instant(scope.end),
            "now": instant(scope.end),
            "today": scope.today.isoformat(),
            "status": _status_in(stage, problem),
            "days": days,
            "days_ago": instant(scope.end - timedelta(days=days)),
            "day_ago": (scope.today - timedelta(days=int(days))).isoformat(),
            "since_day": scope.clock.day_of(start).isoformat(),
            "quiet_since": instant(scope.end - timedelta(days=stage.quiet_days)),
            "low_csat": LOW[CSAT],
            "threshold_secs": problem.threshold * _MEDIANS.get(problem.metric, _DAY_SECONDS),
            "follow_ago": instant(scope.end - timedelta(days=self._follow_days())),
            "threshold_ago": instant(scope.end - timedelta(days=threshold_days)),
            "records_contacts": self._holds("records_contacts")
            if problem.metric in _FOLLOWED
            else None,
        }

    def _follow_days(self) -> int:
        """Return after how many days a quote without an answer counts."""
        return current_map(self.connection).quoting.follow_days

    def _holds(self, name: str) -> bool:
        return bool(self.connection.execute(_SQL[name]).fetchone()[0])

    def _is_kept(self, missing: str) -> bool:
        """Return whether any lead has a field filled in."""
        query = _SQL["is_kept"].replace("{missing}", missing)
        return self.connection.execute(query).fetchone() is not None

    def _stage_ids(self, stage: StageSpec, problem: Problem) -> str:
        """Return the rows of a stage in the pipelines that a problem concerns."""
        return ", ".join(
            str(id)
            for id, pipeline in self.stages[stage.key]
            if not problem.only or pipeline in problem.only
        )


def _record(problem: Problem) -> str:
    """Return what a metric counts: `lead`, or `ticket`."""
    return METRICS[problem.metric].record


def _status_in(stage: StageSpec, problem: Problem) -> str:
    """Return the status of the leads in progress in a stage; a signed contract has won its lead."""
    return "won" if stage.phase == "after" or problem.metric in _OF_CONTRACTS else "open"


_FIELD_COLUMNS = {
    **{field.key: field.sql for field in FIELDS if field.can_be_required},
    "customer": "l.customer_id",
    "contact": "l.contact_id",
    "reach": "coalesce(k.phone, k.email, k.wechat)",
}


def _missing(field: str) -> str:
    """Return the test for a field that is not filled in."""
    column = _FIELD_COLUMNS.get(field) or custom_field_sql(field, "l.fields")
    return f"{column} IS NULL"


def _reason_test(words: Sequence[str]) -> str:
    """Return the test for a lost reason that has one of the words; without words, any reason."""
    tests = [f"l.lost_reason LIKE :word{i} ESCAPE '\\'" for i, _word in enumerate(words)]
    return f"coalesce({' OR '.join(tests)}, false)" if tests else "true"
