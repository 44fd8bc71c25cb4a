"""The maps shipped with salesmap, and maps from files."""

import sys
from functools import lru_cache
from pathlib import Path

from salesmap.domain.map.errors import InvalidMap, UnknownMap, UnreadableMap
from salesmap.domain.map.model import SalesMap

TEMPLATES = Path(__file__).parent / "templates"
DEFAULT = "six-stage"


def template_names() -> list[str]:
    """Return the names of the shipped maps."""
    return sorted(path.stem for path in TEMPLATES.glob("*.toml"))


def read_source(name: str) -> str:
    """Return the TOML of a shipped map, or of the file at a path (`-`: standard input).

    Raises UnknownMap, UnreadableMap.
    """
    if name == "-":
        try:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableMap(name, error) from None
    names = template_names()
    path = TEMPLATES / f"{name}.toml" if name in names else Path(name)
    if not path.is_file():
        raise UnknownMap(name, names)
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableMap(name, error) from None


@lru_cache(maxsize=4)  # an import reads the map that it makes a database with; two are compared
def parse_map(source: str) -> SalesMap:
    """Return the map that a TOML text defines. Raises InvalidMap."""
    from salesmap.domain.map.checker import check

    sales_map, findings = check(source)
    if sales_map is None or findings:
        raise InvalidMap(*findings[0], more=len(findings) - 1)
    return sales_map
