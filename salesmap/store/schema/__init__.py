"""The schema: its version, constraints, creation of new files, upgrades of older ones.

A change of the schema is a change of the models, a migration, and one more in `version.VERSION`.
"""
