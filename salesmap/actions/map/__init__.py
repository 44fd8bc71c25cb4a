"""Writes on the map: applying one, problems taken up, the knowledge base."""
