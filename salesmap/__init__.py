"""salesmap: a sales map on the command line, and for Python scripts.

```python
import salesmap

with salesmap.open("team.db", user="mei") as db:
    lead = db.leads.add("Harbor", company="Harbor Ltd", value="48k")
    lead.advance().follow_up("send the survey", "fri")
    for row in db.report("winrate", by=["month"]):
        print(row["month"], row["rate"])
```
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from salesmap.core.errors import SalesmapError
    from salesmap.library.database import OpenDatabase
    from salesmap.library.lead import Lead
    from salesmap.library.table import Table

__all__ = ["Lead", "OpenDatabase", "SalesmapError", "Table", "open"]
__version__ = "0.1.0"

# The command line must not pay for the library: its modules are imported when they are used.
_HOMES = {
    "Lead": "salesmap.library.lead",
    "OpenDatabase": "salesmap.library.database",
    "SalesmapError": "salesmap.core.errors",
    "Table": "salesmap.library.table",
}


def open(path: "str | Path", user: str | None = None, *, now: str | None = None) -> "OpenDatabase":
    """Open a database file or a server's database; a missing one is created by the first write.

    `user` is who the journal names, by default the one of the settings; `now` replaces the clock.
    Raises TypeError, ResourceError.
    """
    from salesmap.library.database import open_database

    return open_database(path, user, now=now)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'salesmap' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
