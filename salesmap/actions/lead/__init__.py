"""Writes on one lead: adding, editing, moving through its pipeline, gates, forms, checklist."""
