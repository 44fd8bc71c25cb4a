"""The database itself: change history, integrity, statistics."""
