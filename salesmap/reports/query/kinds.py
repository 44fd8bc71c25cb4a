"""The labels of a map's own kinds of interaction, for the screens."""

from collections.abc import Iterable

from salesmap.domain.kinds import declare_kinds, has_own
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map


def label_kinds(connection: Connection, kinds: Iterable[str | None]) -> None:
    """Make the labels of these kinds known; the map is read only for those that are its own."""
    if has_own(kinds):
        declare_kinds(current_map(connection))
