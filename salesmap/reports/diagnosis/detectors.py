"""What a detector of the map finds: its metric measured on the book, and the leads that prove it."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, instant
from salesmap.core.i18n import _
from salesmap.domain.map.model import Problem, StageSpec
from salesmap.reports.query.lead_fields import custom_field_sql
from salesmap.reports.query.statements import statements

_DAY = 86_400
_FOLLOWED = ("followup_rate", "unfollowed_share")
_SLIGHT = 1e-9


class Scope(NamedTuple):
    """What is looked at: everything up to now, or a time of one's own; the leads of one owner, or all."""

    clock: Clock
    since: date | None = None
    until: date | None = None
    owner: str | None = None

    @property
    def end(self) -> datetime:
        """The last moment that counts: now, or the end of the last day."""
        if self.until is None:
            return self.clock.now()
        return min(
            self.clock.now(),
            self.clock.at(self.until + timedelta(days=1), time()) - timedelta(seconds=1),
        )

    def start(self, window_days: int) -> datetime:
        """The first moment that counts."""
        return (
            self.clock.at(self.since, time())
            if self.since
            else self.end - timedelta(days=window_days)
        )

    @property
    def today(self) -> date:
        """The last day that counts."""
        return self.clock.day_of(self.end)


class Finding(NamedTuple):
    """A metric measured: of how many `cases` how many prove the problem, on how many leads of what value (hundredths).
    `figure` is the metric's value, None where nothing can be said."""

    figure: float | None
    cases: int
    proofs: int
    leads: int
    value_cents: int

    def hurts(self, problem: Problem) -> bool:
        """Whether the problem stands: beyond its threshold, in enough cases."""
        if self.figure is None or self.cases < problem.least:
            return False
        beyond = self.figure - problem.threshold
        return beyond > _SLIGHT if problem.side == "above" else beyond < -_SLIGHT


_NOTHING = Finding(None, 0, 0, 0, 0)


class Detectors:
    """The detectors of a map on one book, within one scope."""

    def __init__(self, connection: sqlite3.Connection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope
        self.sql = statements(__file__)
        self.stages: dict[str, list[tuple[int, str]]] = {}
        for id, key, pipeline in connection.execute(self.sql["stages"]):
            self.stages.setdefault(key, []).append((id, pipeline))

    def measure(self, stage: StageSpec, problem: Problem) -> Finding:
        """The problem's metric, now."""
        cases = self._cases(stage, problem)
        if cases is None:
            return _NOTHING
        query, parameters = cases
        count, proofs, leads, value = self.connection.execute(
            self.sql["judged"].replace("{cases}", query), parameters
        ).fetchone()
        if problem.metric == "no_repurchase_share" and proofs == count:
            return _NOTHING  # a book in which nobody ever came again does not know its customers
        return Finding(
            self._figure(problem, query, parameters, count, proofs), count, proofs, leads, value
        )

    def proof(self, stage: StageSpec, problem: Problem) -> list[int]:
        """The ids of the leads that prove the problem."""
        cases = self._cases(stage, problem)
        if cases is None:
            return []
        query, parameters = cases
        return [
            id
            for (id,) in self.connection.execute(
                self.sql["proof"].replace("{cases}", query), parameters
            )
        ]

    def to_act_on(self, stage: StageSpec, problem: Problem) -> list[tuple[int, str | None]]:
        """(id, owner) of the leads on which something can still be done: of those that prove the problem the ones under way, else
        those that stand in the stage."""
        proof = self.proof(stage, problem)
        found = self.connection.execute(self.sql["alive"], {"ids": json.dumps(proof)}).fetchall()
        if found:
            return found
        query = self.sql["standing"].replace("{stages}", self._ids(stage, problem))
        return self.connection.execute(query, {"alive": _alive(stage)}).fetchall()

    def _figure(
        self, problem: Problem, query: str, parameters: dict[str, Any], count: int, proofs: int
    ) -> float | None:
        if not count:
            return None
        if problem.metric == "followup_rate":
            return (count - proofs) / count
        if problem.metric != "median_days":
            return float(proofs / count)
        middle = self.connection.execute(
            self.sql["middle"].replace("{cases}", query),
            {**parameters, "take": 2 - count % 2, "skip": (count - 1) // 2},
        ).fetchall()
        return float(sum(secs for (secs,) in middle) / len(middle) / _DAY)

    def _cases(self, stage: StageSpec, problem: Problem) -> tuple[str, dict[str, Any]] | None:
        """The statement that lists the metric's cases, with its parameters; None where the book cannot tell."""
        if stage.key not in self.stages:
            return None
        name = "followed" if problem.metric in _FOLLOWED else problem.metric
        parts = {
            "stages": self._ids(stage, problem),
            "owner": "AND lower(l.owner) = lower(:owner)" if self.scope.owner else "",
        }
        if name == "missing_share":
            tests = [test for test in map(_missing, problem.fields) if self._is_kept(test)]
            if not tests:
                return None
            parts["missing"] = f"({' OR '.join(tests)})"
        elif name == "quiet_share":
            if stage.phase == "after" and not self._knows("records_care"):
                return None
            parts["quiet"] = self._quiet(stage)
        elif name == "lost_share":
            parts["reason"] = _any_word(problem.words)
        query = self.sql[name]
        for part, text in parts.items():
            query = query.replace(f"{{{part}}}", text)
        return query, self._parameters(stage, problem)

    def _parameters(self, stage: StageSpec, problem: Problem) -> dict[str, Any]:
        scope, days = self.scope, problem.days or 0
        words = {
            f"word{number}": f"%{_escaped(word)}%" for number, word in enumerate(problem.words)
        }
        start = scope.start(problem.window_days)
        return {
            **words,
            "owner": scope.owner,
            "since": instant(start),
            "until": instant(scope.end),
            "today": scope.today.isoformat(),
            "alive": _alive(stage),
            "days": f"+{days} days",
            "days_ago": instant(scope.end - timedelta(days=days)),
            "day_ago": (scope.today - timedelta(days=int(days))).isoformat(),
            "since_day": scope.clock.day_of(start).isoformat(),
            "threshold_secs": problem.threshold * _DAY,
            "threshold_ago": instant(
                scope.end
                - timedelta(days=problem.threshold if problem.metric == "median_days" else 0)
            ),
            "records_contacts": self._knows("records_contacts")
            if problem.metric in _FOLLOWED
            else None,
        }

    def _knows(self, question: str) -> int:
        return int(self.connection.execute(self.sql[question]).fetchone()[0])

    def _is_kept(self, test: str) -> bool:
        return (
            self.connection.execute(self.sql["is_kept"].replace("{missing}", test)).fetchone()
            is not None
        )

    def _ids(self, stage: StageSpec, problem: Problem) -> str:
        """The rows of the stage, in the pipelines that the problem concerns."""
        return ", ".join(
            str(id)
            for id, pipeline in self.stages[stage.key]
            if not problem.only or pipeline in problem.only
        )

    def _quiet(self, stage: StageSpec) -> str:
        """Untouched for longer than the stage allows."""
        cutoff = instant(self.scope.end - timedelta(days=stage.quiet_days))
        return f"l.touched_at < '{cutoff}'"


def formula(problem: Problem, finding: Finding) -> str:
    """How the figure comes about, with the numbers put in."""
    if finding.figure is None:
        return _("no data")
    if problem.metric == "median_days":
        return _("median (n = {cases})").format(cases=finding.cases)
    part = finding.cases - finding.proofs if problem.metric == "followup_rate" else finding.proofs
    return f"{part} ÷ {finding.cases}"


def _alive(stage: StageSpec) -> str:
    return "won" if stage.phase == "after" else "open"


_COLUMNS = {
    "customer": "l.customer_id", "contact": "l.contact_id", "phone": "k.phone", "email": "k.email", "wechat": "k.wechat",
    "source": "l.source", "product": "l.product", "region": "l.region", "value": "l.value_cents", "owner": "l.owner",
    "expected_close": "l.expected_close", "reach": "coalesce(k.phone, k.email, k.wechat)",
}  # fmt: skip


def _missing(field: str) -> str:
    """The test for a field that is not filled in."""
    if field in _COLUMNS:
        return f"{_COLUMNS[field]} IS NULL"
    return f"{custom_field_sql(field, 'l.fields')} IS NULL"


def _any_word(words: Sequence[str]) -> str:
    tests: Iterable[str] = (
        f"l.lost_reason LIKE :word{number} ESCAPE '\\'" for number, _word in enumerate(words)
    )
    return f"coalesce({' OR '.join(tests)}, 0)" if words else "1"


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
