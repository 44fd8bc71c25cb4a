"""Databases with something in them, by a fixed pattern or a seed."""
