"""Writes on follow-ups and interactions."""
