"""Questions about the database itself: history, integrity, statistics."""
