"""The labels of a map's own kinds of interaction, for the screens."""

from collections.abc import Iterable

from salesmap.domain.vocabulary import KINDS
from salesmap.store.connection import Connection


def label_kinds(connection: Connection, kinds: Iterable[str | None]) -> None:
    """Make the labels of these kinds known; the map is read only for those that are its own."""
    if any(kind is not None and kind not in KINDS for kind in kinds):
        from salesmap.domain.kinds import declare_kinds
        from salesmap.store.map_versions import current_map

        declare_kinds(current_map(connection))
