"""The panel of overdue payments, for the board and the review of a database with contracts."""

from salesmap.core.clock import Clock
from salesmap.core.i18n import _
from salesmap.reports.board.panels import Panel, cut_words
from salesmap.reports.contract.payments import parts
from salesmap.reports.contract.scope import of_owners
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection

_SHOWN = ("days_overdue", "due_on", "contract", "customer", "open", "currency", "owner")


def overdue_payments(
    connection: Connection,
    clock: Clock,
    scope: LeadScope,
    most: int = 0,
    options: tuple[str, ...] = (),
) -> tuple[Panel, ...]:
    """Return the panel, of at most so many rows (0: all); none where there are no contracts.

    `scope` narrows leads but for their owners, who are those of the contract.
    """
    if connection.execute("SELECT 1 FROM contract LIMIT 1").fetchone() is None:
        return ()
    own = of_owners(connection, scope._replace(since=None, until=None), scope.owners)
    found = parts(connection, clock.today(), ["overdue"], own, most)
    return (
        Panel(
            "overdue_payments",
            _("Overdue payments"),
            found.rows._replace(default_columns=_SHOWN),
            nothing=_("No payment is overdue."),
            cut=cut_words(len(found.rows.values), found.total),
            same=(
                ("payment", "list", "--overdue", *options),
                ("report", "receivables", *options, "--explain"),
            ),
        ),
    )
