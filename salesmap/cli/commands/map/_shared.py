"""What the commands that show the map share."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext

if TYPE_CHECKING:
    from salesmap.domain.map.model import SalesMap


def current(context: AppContext) -> "SalesMap":
    """Return the current map."""
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        return current_map(connection)
