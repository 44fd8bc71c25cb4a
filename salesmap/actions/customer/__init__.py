"""Writes on customers and contacts: finding or making them, merging duplicates."""
