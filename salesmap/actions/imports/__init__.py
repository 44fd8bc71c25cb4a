"""Writes of whole files: leads, contacts, activities, stage histories; in batches, as one change each."""
