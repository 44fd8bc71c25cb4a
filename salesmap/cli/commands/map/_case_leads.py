"""The rules of a map tried on leads of a database that is thrown away."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from salesmap.cli.commands.map._case_customers import NAME as CUSTOMER
from salesmap.cli.commands.map._case_customers import fill_customer
from salesmap.core import commit_state
from salesmap.core.clock import Clock
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.lead_draft import LeadDraft
from salesmap.domain.map.automation.asked import Asked
from salesmap.domain.map.automation.cases import Case
from salesmap.domain.map.automation.event import Event
from salesmap.domain.map.automation.rules import WhenRule
from salesmap.domain.map.model import SalesMap
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.opening import read_connection

_NOW = "2026-01-05T09:00:00"
"""The moment of every case, so that a case does not come out otherwise on another day."""


@contextmanager
def acting_rules(sales_map: SalesMap, source: str) -> Iterator[Callable[[Case], Sequence[str]]]:
    """Yield a function that returns the rules that act on the lead of a case.

    Each case has a database of its own.
    """
    from salesmap.actions.database.create import create

    with _scratch_folder() as folder:
        file = Path(folder, "map.toml")
        file.write_text(source, encoding="utf-8")
        empty = Database(Path(folder, "map.db"), "case", _clock())
        paths = (Path(folder, f"case{number}.db") for number in count())

        def acting(case: Case) -> list[str]:
            rules = [rule for rule in sales_map.rules if rule.on == case.on]
            if not rules:
                return []
            create(empty, str(file))
            database = empty._replace(path=next(paths))
            shutil.copyfile(empty.path, database.path)
            return _acting(database, sales_map, rules, case)

        yield acting


@contextmanager
def _scratch_folder() -> Iterator[str]:
    """Yield a folder that is thrown away: what is written there is no change of the command."""
    try:
        with tempfile.TemporaryDirectory(prefix="salesmap-") as folder:
            yield folder
    finally:
        commit_state.mark_committed(False)
        commit_state.changes.clear()
        commit_state.notices.clear()


def _clock() -> Clock:
    from salesmap.core.dates import parse_now

    return Clock(fixed=parse_now(_NOW, Clock()))


def _acting(
    database: Database, sales_map: SalesMap, rules: Sequence[WhenRule], case: Case
) -> list[str]:
    from salesmap.domain.map.automation.asked import asked, event_facts

    lead_id, customer_id = _lead(database, case)
    if customer_id:
        fill_customer(database, case, customer_id, case.lead.get("customer", CUSTOMER))
    own = [field.key for field in sales_map.fields]
    facts = event_facts(case.on, case.event, database.currency)
    event = Event(case.on, "", lead_id, customer_id, facts)
    with read_connection(database) as connection:
        return [rule.key for rule in rules if _acts(connection, database, event, asked(rule, own))]


def _acts(connection: Connection, database: Database, event: Event, filters: Asked) -> bool:
    """Return whether a rule with these filters acts on an event, or on time on its lead."""
    from salesmap.domain.map.automation.asked import passes
    from salesmap.reports.automation.due_rules import filters_on_time
    from salesmap.reports.automation.matching import passing
    from salesmap.reports.automation.of_customers import customers_passing
    from salesmap.reports.query.filters import Filters

    of_lead = Filters(database.clock, status="all", filters=filters.lead)
    if event.on == "time":
        of_lead = filters_on_time(connection, database.clock, filters)
    if not passes(event.on, filters.event, event.facts):
        return False
    if not passing(connection, of_lead, "sheet.id = :id", {"id": event.lead_id}):
        return False
    return not filters.customer or bool(
        event.customer_id
        and customers_passing(connection, database, filters.customer, event.customer_id)
    )


def _lead(database: Database, case: Case) -> tuple[int, int | None]:
    """Make the lead of a case, whatever the gates of the map ask for.

    Return its id and that of its customer.
    """
    from salesmap.actions.imports.leads import import_leads
    from salesmap.core.dates import parse_day, parse_moment
    from salesmap.core.money import parse_money
    from salesmap.domain.map.automation.cases import CASE_FIELDS

    given, today = dict(case.lead), database.clock.today()
    value = given.pop("value", None)
    close, created = given.pop("expected_close", None), given.pop("created_at", None)
    cents, currency = parse_money(value) if value else (None, None)
    status = given.pop("status", case.on if case.on in ("won", "lost") else "open")
    plain: dict[str, Any] = {
        name: given.pop(name) for name in CASE_FIELDS if name in given and name != "tag"
    }
    if case.customer:
        plain.setdefault("customer", CUSTOMER)
    draft = LeadDraft(
        name=plain.pop("name", _("lead")),
        value_cents=cents,
        currency=plain.pop("currency", currency),
        tags=tuple(given.pop("tag", "").replace(",", " ").split()),
        expected_close=parse_day(close, today) if close else None,
        status=status,
        created_at=parse_moment(created, database.clock) if created else database.clock.now(),
        closed_at=database.clock.now() if status != "open" else None,
        fields=given,
        **plain,
    )
    import_leads(database, [draft], "case", reject=_refuse)
    with read_connection(database) as connection:
        newest = "SELECT id, customer_id FROM lead ORDER BY id DESC LIMIT 1"
        lead_id, customer_id = connection.execute(newest).fetchone()
    return lead_id, customer_id


def _refuse(_draft: LeadDraft, why: str) -> None:
    raise UsageError(_("The lead of a case cannot be made: {reason}").format(reason=why))
