"""The journal of changes: the triggers that write it, bulk inserts, and the database as of a past moment."""
