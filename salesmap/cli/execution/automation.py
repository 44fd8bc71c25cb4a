"""The rules of the map behind every command that writes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesmap.actions.automation.firing import Fired
    from salesmap.store.unit_of_work import UnitOfWork

fired: "list[Fired]" = []
"""What rules did in this process and nobody was told yet."""


def act_on_rules(change: "UnitOfWork") -> None:
    """Let the rules of the map act on the events of a change before it is committed."""
    from salesmap.actions.automation.firing import act_on_events

    fired.extend(act_on_events(change, _passes))


def _passes(change: "UnitOfWork", lead_id: int, filters: "Iterable[str]") -> bool:
    from salesmap.reports.automation.matching import passes

    database = change.database
    return passes(change.connection, database.clock, lead_id, tuple(filters), database.user)
