"""Writes of whole files: leads, contacts, activities, stage histories; one change each.

All but contacts go in batches, so that memory stays flat however long the file is.
"""
