"""Writes of reviews and planning: action items and targets."""
