"""Programs that do the least there is to do, for salesmap to be measured against.

`python -m tests.bench.floors load FILE.csv FILE.db` loads a file with `csv` and `executemany`, into
one table without index, journal or check.
"""

import csv
import sqlite3
import sys
from pathlib import Path


def load(source: Path, target: Path) -> None:
    """Load a CSV file into one table."""
    connection = sqlite3.connect(target)
    with source.open(encoding="utf-8", newline="") as file, connection:
        rows = csv.reader(file)
        header = next(rows)
        columns = ", ".join(f'"{name}" TEXT' for name in header)
        connection.execute(f"CREATE TABLE lead (id INTEGER PRIMARY KEY, {columns})")
        names = ", ".join(f'"{name}"' for name in header)
        places = ", ".join("?" * len(header))
        connection.executemany(f"INSERT INTO lead ({names}) VALUES ({places})", rows)
    connection.close()


if __name__ == "__main__":
    load(Path(sys.argv[2]), Path(sys.argv[3]))
