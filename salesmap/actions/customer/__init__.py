"""Writes on customers and contacts: finding or creating them, merging duplicates."""
