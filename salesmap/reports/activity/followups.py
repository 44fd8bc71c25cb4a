"""Lists of follow-ups: due, all, missed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import _, key_of
from salesmap.core.table import Table, columns
from salesmap.reports.query.kinds import label_kinds
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

if TYPE_CHECKING:
    from salesmap.core.periods import Period

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int lead_id:int lead customer kind:word what due_on:day days_overdue:int owner "
    "stage:key:stage_words value:money currency phone:phone done_at:instant "
    "settle due_at:instant"
)
DEFAULT_COLUMNS = ("id", "due_on", "days_overdue", "lead", "what", "phone", "owner")
_WITH_TIMES = ("id", "due_on", "due_at", *DEFAULT_COLUMNS[2:])
MISSED = columns(
    "id:int lead_id:int lead customer kind:word what due_on:day days_late:int "
    "state:text:state_words done_at:instant owner stage:key:stage_words value:money currency "
    "phone:phone"
)
_MISSED_DEFAULT_COLUMNS = ("id", "due_on", "days_late", "state", "lead", "what", "owner")
_STATES = {
    "open": "done_at IS NULL AND dropped_at IS NULL",
    "done": "done_at IS NOT NULL",
    "dropped": "dropped_at IS NOT NULL",
    "all": "true",
}


class _FollowUp(NamedTuple):
    """A row of the statement `followups`."""

    id: int
    lead_id: int
    lead: str
    customer: str | None
    kind: str | None
    what: str
    due_on: str
    owner: str | None
    stage: str
    value: int | None
    currency: str
    phone: str | None
    done_at: str | None
    dropped_at: str | None
    stage_words: str
    due_at: str | None


def due(
    connection: Connection,
    today: date,
    until: date,
    lang: str,
    scope: LeadScope = EVERYTHING,
) -> Table:
    """Return the open follow-ups due on or before `until`, the oldest first."""
    where = f"{_STATES['open']} AND due_on <= :until{_in_scope(scope)}"
    return _table(
        connection, today, lang, where, {**scope.parameters(), "until": until.isoformat()}
    )


def find(
    connection: Connection,
    today: date,
    lang: str,
    state: str = "open",
    lead_id: int | None = None,
    scope: LeadScope = EVERYTHING,
    *,
    is_overdue: bool = False,
) -> Table:
    """Return the follow-ups in a state (`open done dropped all`) by due date.

    `lead_id` narrows to one lead's, `is_overdue` to those due before today; the days of the scope
    bound the due date. Raises UnknownStatusError.
    """
    state = key_of(state, _STATES)
    if state not in _STATES:
        from salesmap.reports.errors import UnknownStatusError

        raise UnknownStatusError(state, _STATES)
    conditions = [_STATES[state]]
    if lead_id is not None:
        conditions.append("lead_id = :lead_id")
    if is_overdue:
        conditions.append(f"{_STATES['open']} AND due_on < :today")
    if scope.since:
        conditions.append("due_on >= :since")
    if scope.until:
        conditions.append("due_on <= :until")
    parameters = {**scope.parameters(), "lead_id": lead_id, "today": today.isoformat()}
    where = " AND ".join(conditions) + _in_scope(scope)
    return _table(connection, today, lang, where, parameters)


def one(connection: Connection, today: date, lang: str, followup_id: int) -> Table:
    """Return one follow-up as a table of one row."""
    return _table(connection, today, lang, "id = :id", {"id": followup_id})


def followup_id(connection: Connection, reference: str) -> int:
    """Return a follow-up by its number, or by a lead whose only open one it is.

    Raises LeadNotFoundError, AmbiguousReferenceError, NoOpenFollowupError,
    AmbiguousFollowupError.
    """
    if reference.isascii() and reference.isdigit():
        return int(reference)
    from salesmap.reports.query.references import find_lead

    lead = find_lead(connection, reference.removeprefix("lead:"))
    rows = connection.execute(_SQL["open_of_lead"], {"lead_id": lead.id}).fetchall()
    if not rows:
        from salesmap.reports.errors import NoOpenFollowupError

        raise NoOpenFollowupError(lead.id, lead.name)
    if len(rows) > 1:
        from salesmap.reports.errors import AmbiguousFollowupError

        raise AmbiguousFollowupError(lead.id, lead.name, rows)
    return int(rows[0][0])


def missed(
    connection: Connection,
    clock: Clock,
    period: "Period",
    lang: str,
    scope: LeadScope = EVERYTHING,
) -> Table:
    """Return the follow-ups due in a period that are open past their day, or were done later.

    `days_late` is how many days late they were done, or are so far. Canceled ones are left out.
    """
    today = clock.today()
    # The day in UTC and the viewer's are one apart at most: what was done on a UTC day before the
    # due one was not late.
    where = (
        "due_on >= :since AND due_on <= :until AND dropped_at IS NULL "
        "AND (done_at IS NULL OR substr(done_at, 1, 10) >= due_on)" + _in_scope(scope)
    )
    until = min(period.until, today - timedelta(days=1))
    days = {"since": period.since.isoformat(), "until": until.isoformat()}
    bounds = {**scope.parameters(), **days}
    values = []
    for row in _followups(connection, lang, where, bounds):
        ended = clock.day_of(from_instant(row.done_at)) if row.done_at else today
        days_late = max(0, (ended - date.fromisoformat(row.due_on)).days)
        if days_late:
            values.append(_missed_row(row, days_late))
    return Table(MISSED, values, _MISSED_DEFAULT_COLUMNS, ("stage_words", "state_words"))


def any_due(
    connection: Connection, clock: Clock, period: "Period", scope: LeadScope = EVERYTHING
) -> bool:
    """Return whether follow-ups were due on the days of a period that are over."""
    until = min(period.until, clock.today() - timedelta(days=1))
    query = f"SELECT 1 FROM ({_SQL['due_between']}) AS due WHERE 1 = 1{_in_scope(scope)} LIMIT 1"
    days = {"since": period.since.isoformat(), "until": until.isoformat()}
    return connection.execute(query, {**scope.parameters(), **days}).fetchone() is not None


def _in_scope(scope: LeadScope) -> str:
    """Return `AND …` for follow-ups of leads and owners in scope."""
    leads = ""
    if scope.filter_sql:
        leads = f" AND lead_id IN (SELECT l.id FROM lead l WHERE 1 = 1{scope.filter_sql})"
    return leads + scope.of_owners("owner")


def _missed_row(row: _FollowUp, days_late: int) -> tuple[Any, ...]:
    state, text = ("done", _("done late")) if row.done_at else ("open", _("still open"))
    return (*row[:7], days_late, state, row.done_at, *row[7:12], row.stage_words, text)


def _table(
    connection: Connection, today: date, lang: str, where: str, parameters: dict[str, Any]
) -> Table:
    rows = _followups(connection, lang, where, parameters)
    values = [
        (
            *row[:7],
            _days_overdue(row, today),
            *row[7:13],
            None if row.done_at or row.dropped_at else f"salesmap followup done {row.id}",
            row.due_at,
            row.stage_words,
        )
        for row in rows
    ]
    has_times = any(row.due_at for row in rows)
    shown = _WITH_TIMES if has_times else DEFAULT_COLUMNS
    return Table(COLUMNS, values, shown, ("stage_words",))


def _followups(
    connection: Connection, lang: str, where: str, parameters: dict[str, Any]
) -> list[_FollowUp]:
    sheet = f"({_SQL['followups']}) AS sheet"
    query = f"SELECT * FROM {sheet} WHERE {where} ORDER BY due_on, due_at IS NULL, due_at, id"
    cursor = connection.execute(query, {**parameters, "lang": lang})
    rows = [_FollowUp(*row) for row in cursor]
    label_kinds(connection, (row.kind for row in rows))
    return rows


def _days_overdue(row: _FollowUp, today: date) -> int | None:
    if row.done_at or row.dropped_at:
        return None
    return max(0, (today - date.fromisoformat(row.due_on)).days)
