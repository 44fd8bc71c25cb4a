"""What a salesperson does: one function per business action, one transaction each.

An action loads records, changes them inside `transaction(database)`, and says with `describe` what it did. Imports `domain` and `store`.
"""
