"""The types of interactions and follow-ups: those that every map has, and a map's own."""

from salesmap.core.folding import fold
from salesmap.core.i18n import declare_words, key_of
from salesmap.domain.errors import UnknownKindError
from salesmap.domain.map.model import SalesMap
from salesmap.domain.vocabulary import KINDS


def kind_named(name: str, sales_map: SalesMap) -> str:
    """Return the kind with this name, in either language. Raises UnknownKindError."""
    if (key := key_of(name, KINDS)) in KINDS:
        return key
    declare_kinds(sales_map)
    wanted = fold(name)
    for kind in sales_map.kinds:
        if wanted in map(fold, (kind.key, *kind.label)):
            return kind.key
    own = [kind.key for kind in sales_map.kinds]
    raise UnknownKindError(name, (*KINDS, *own))


def declare_kinds(sales_map: SalesMap) -> None:
    """Make the labels of a map's own kinds known to the screens."""
    declare_words({kind.key: (kind.label.en, kind.label.zh) for kind in sales_map.kinds})
