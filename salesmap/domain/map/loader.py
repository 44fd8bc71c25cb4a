"""The maps that come with salesmap, and any map out of a file."""

from pathlib import Path

from salesmap.core.errors import NotFoundError, UsageError
from salesmap.core.i18n import _, ngettext, reason
from salesmap.domain.map.model import SalesMap

TEMPLATES = Path(__file__).parent / "templates"
DEFAULT = "six-stage"


def template_names() -> list[str]:
    """The processes that come with salesmap."""
    return sorted(path.stem for path in TEMPLATES.glob("*.toml"))


def read_source(name: str) -> str:
    """The TOML of a shipped map by name, or of any file by its path. Raises NotFoundError, UsageError."""
    path = TEMPLATES / f"{name}.toml" if name in template_names() else Path(name)
    if not path.is_file():
        raise NotFoundError(
            _(
                "Unknown map {name!r}: choose one of {known}, or give the path of a TOML file."
            ).format(name=name, known=", ".join(template_names()))
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("Cannot read the map {name!r}: {problem}.").format(name=name, problem=reason(error))
        ) from None


def parse_map(source: str) -> SalesMap:
    """A map from its TOML text. Raises UsageError, naming the line of the first mistake and how many there are."""
    from salesmap.domain.map.checker import check

    read, findings = check(source)
    if read is None or findings:
        first, more = findings[0], len(findings) - 1
        message = _("Invalid map: line {line}, {where}: {problem}.").format(**first._asdict())
        if more:
            message += ngettext(
                " {count} more problem: see 'salesmap map check FILE'.",
                " {count} more problems: see 'salesmap map check FILE'.",
                more,
            ).format(count=more)
        raise UsageError(message)
    return read
