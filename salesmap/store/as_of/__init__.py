"""The database as it was at an instant: what both engines rebuild from the journal, and how."""
