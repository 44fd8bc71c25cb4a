"""The rules of a map tried on leads of a database that is thrown away."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.lead_draft import LeadDraft
from salesmap.domain.map.automation.cases import Case
from salesmap.domain.map.model import SalesMap
from salesmap.store.database import Database
from salesmap.store.engine.opening import read_connection

_NOW = "2026-01-05T09:00:00"
"""The moment of every case, so that a case does not come out otherwise on another day."""


@contextmanager
def acting_rules(sales_map: SalesMap, source: str) -> Iterator[Callable[[Case], Sequence[str]]]:
    """Yield a function that returns the rules that act on the lead of a case."""
    with tempfile.TemporaryDirectory(prefix="salesmap-") as folder:
        file = Path(folder, "map.toml")
        file.write_text(source, encoding="utf-8")
        database = Database(Path(folder, "case.db"), "case", _clock())

        def acting(case: Case) -> list[str]:
            return _acting(database, sales_map, file, case)

        yield acting


def _clock() -> Clock:
    from salesmap.core.dates import parse_now

    return Clock(fixed=parse_now(_NOW, Clock()))


def _acting(database: Database, sales_map: SalesMap, file: Path, case: Case) -> list[str]:
    from salesmap.actions.database.create import create
    from salesmap.reports.automation.due_rules import filters_on_time
    from salesmap.reports.automation.matching import passing
    from salesmap.reports.query.filters import Filters

    rules = [rule for rule in sales_map.rules if rule.on == case.on]
    if not rules:
        return []
    create(database, str(file))
    lead_id = _lead(database, case)
    with read_connection(database) as connection:
        return [
            rule.key
            for rule in rules
            if passing(
                connection,
                filters_on_time(connection, database.clock, rule)
                if rule.on == "time"
                else Filters(database.clock, status="all", filters=rule.when),
                "sheet.id = :id",
                {"id": lead_id},
            )
        ]


def _lead(database: Database, case: Case) -> int:
    """Make the lead of a case, whatever the gates of the map ask for. Return its id."""
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
        return int(connection.execute("SELECT max(id) FROM lead").fetchone()[0])


def _refuse(_draft: LeadDraft, why: str) -> None:
    raise UsageError(_("The lead of a case cannot be made: {reason}").format(reason=why))
