"""The schema: its version, its creation from the models, constraints, and upgrades of older files."""
