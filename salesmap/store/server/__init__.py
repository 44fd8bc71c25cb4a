"""The database on a PostgreSQL server: connections, statements, the journal's triggers, the past.

The records, actions and reports are those of a file. What SQLite's dialect says otherwise is
translated in `statement.py`, or has a function of the same name in `functions.sql`.
"""

from salesmap.store.server.driver import import_driver

import_driver()
