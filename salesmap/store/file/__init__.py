"""What only a SQLite file has: its path, locks, errors, connections, backups."""
