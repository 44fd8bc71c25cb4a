"""The journal of changes: its triggers and seals, bulk inserts, the past."""
