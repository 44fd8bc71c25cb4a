"""Writes on the database as a whole: creating it, undo and redo, sample data, notices."""
