"""The templates that a database's quotes may name: its own, the user's, and the shipped ones."""

from collections.abc import Callable
from pathlib import Path

from salesmap.core.config import config_folders
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.domain.papers.template_loader import DEFAULT, FOLDER, is_path, load_template
from salesmap.store.database import Database


def template_folders(database: Database) -> list[Path]:
    """Return where a user's own templates may lie: beside the database, and beside settings."""
    beside = [] if database.server else [database.path.parent]
    return [each / FOLDER for each in (*beside, *config_folders())]


def template_finder(database: Database) -> Callable[[str | None], QuoteTemplate]:
    """Return what finds a template by its name, the usual one without. It raises as the loader."""
    folders = template_folders(database)
    return lambda name: load_template(name or DEFAULT, folders)


def lasting_name(name: str | None) -> str | None:
    """Return the name of a template as it is kept: a path wherever the command was run."""
    return str(Path(name).expanduser().resolve()) if name and is_path(name) else name
