"""Settings that are kept in the database.

A setting is an entry of `shared.SHARED` with the check of its values; `config set`, `config show`,
history, undo and as-of know it from there.
"""
