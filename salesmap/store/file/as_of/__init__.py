"""The database as it was at an instant, on SQLite."""
