"""Writes on one lead: adding, editing, moving through the stages, gates, custom fields, form answers."""
