"""SQLite as a tool, whatever the database is: a place to sort, an index of texts."""
