"""What only a SQLite file has: its path, locks, errors, connections and backups."""
