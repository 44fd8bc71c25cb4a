"""What a salesperson asks: each question is a .sql file beside the Python that runs it.

Reads only, through the standard sqlite3 driver, never through the ORM. Imports `domain` and `store`.
"""
