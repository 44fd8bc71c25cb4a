"""The database: declared records, connections, the unit of work, the journal, migrations, backups.

Imports `domain` and `core`. SQL that only SQLite understands lives in `store/file`.
"""
