"""A process that writes to a database without pause: what the tests of races, of kill -9 and of live backups set going.

`python writer.py BOOK NAME WRITES WHAT [JOURNAL_MODE]` waits for a line on standard input, so that all start at once, and
tells each write on standard output after it was committed.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from salesmap.actions.followup import followups
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database


def write(database: Database, what: str, label: str) -> str:
    """Write once; returns the word that acknowledges it."""
    if what == "add":
        new = LeadDraft(name=label, customer=f"{label} Ltd", tags=("raced",), note="first words")
        add(database, new, allow_duplicate=True)
    elif what == "log":
        followups.log(database, 1, "call", label, datetime.now(UTC))
    else:
        edit(database, 1, LeadEdit({"region": label}))
    return label


def main() -> None:
    """Write as often as was asked for."""
    path, name, writes, what, *mode = sys.argv[1:]
    database = Database(
        Path(path), name, lock_timeout=60, journal_mode=mode[0] if mode else "delete"
    )
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(writes)):
        print(write(database, what, f"{name}-{number}"), flush=True)


if __name__ == "__main__":
    main()
