"""The databases that scripts begin with: one with the default map, one with a dozen leads."""

import shutil
from pathlib import Path

from conftest import Salesmap

from acceptance.script import Script

_FILES = Path(__file__).parent
_FILLED = (
    ("2026-06-01T09:00:00", ("init",)),
    ("2026-11-25T17:00:00", ("lead", "import", "leads.csv", "--date-order", "ymd")),
    ("2026-11-25T17:05:00", ("lead", "import-history", "history.csv")),
    ("2026-11-25T17:10:00", ("followup", "import", "activities.csv")),
)
"""When which command was typed."""


class Databases:
    """Makes each database once, and copies it for every script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, script: Script, home: Path) -> None:
        """Put the database of a script into its folder."""
        name = script.headers.get("db", "filled")
        if name != "none":
            shutil.copy(self.made(name), home / "team.db")

    def made(self, name: str) -> Path:
        """The path of a database, which nobody writes."""
        home = self.folder / name
        if not home.is_dir():
            home.mkdir()
            for file in _FILES.glob("*.csv"):
                shutil.copy(file, home)
            person = Salesmap(home / "team.db", home)
            for now, command in _FILLED[: 1 if name == "empty" else None]:
                person.ok(*command, SALESMAP_NOW=now, SALESMAP_USER="mei")
        return home / "team.db"
