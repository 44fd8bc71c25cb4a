"""Writes on the map: applying one, issues, the knowledge base."""
