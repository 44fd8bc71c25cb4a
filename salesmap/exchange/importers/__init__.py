"""Drafts of records, read from files: leads, stage histories, activities, vCards, form answers.

To add an import from sheets, write a `_Row` of fields and a function that makes a draft of it
(`history_import` is the shortest example), declare an `ImportSchema` in `mapping/import_plan`, and
give its headers a section in `mapping/aliases.toml`.
"""
