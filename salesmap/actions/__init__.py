"""Writes: one function for each thing that a salesperson does, one transaction each.

An action loads records in `with transaction(database) as change`, changes them by the methods of
`domain`, and describes itself for the history with `change.describe`. Imports `domain` and `store`.
A new action goes into the folder of its subject, its test into the folder of its command.
"""
