"""The templates shipped with salesmap, the user's own, and templates from files."""

from collections.abc import Sequence
from pathlib import Path

from salesmap.domain.papers.errors import InvalidTemplate, UnknownTemplate, UnreadableTemplate
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.domain.papers.template_reader import read_template

SHIPPED = Path(__file__).parent / "templates"
DEFAULT = "standard"
FOLDER = "templates"
"""The name of a folder of templates beside the database or a file of settings."""


def template_names(folders: Sequence[Path] = ()) -> list[str]:
    """Return the names of the templates in the folders and of the shipped ones."""
    return sorted({path.stem for each in (*folders, SHIPPED) for path in each.glob("*.toml")})


def usual_template(name: str | None) -> QuoteTemplate:
    """Return a shipped template, or one from a file; the usual one without a name."""
    return load_template(name or DEFAULT)


def load_template(name: str, folders: Sequence[Path] = ()) -> QuoteTemplate:
    """Return the template of a name in the first folder that has it, a shipped one, or of a path.

    Raises UnknownTemplate, UnreadableTemplate, InvalidTemplate.
    """
    path = _path(name, folders)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableTemplate(path, error) from None
    template, mistakes = read_template(path.stem, source)
    if template is None or mistakes:
        raise InvalidTemplate(path, *mistakes[0], more=len(mistakes) - 1)
    return template


def is_path(name: str) -> bool:
    """Return whether a template is named by the path of its file."""
    return name.endswith(".toml") or "/" in name or "\\" in name


def _path(name: str, folders: Sequence[Path]) -> Path:
    own = [each / f"{name}.toml" for each in (*folders, SHIPPED)]
    candidates = [Path(name)] if is_path(name) else own
    path = next((each for each in candidates if each.is_file()), None)
    if path is None:
        raise UnknownTemplate(name, template_names(folders))
    return path
