"""Hooks: programs of the user's that get each change as JSON once it is committed."""
