"""What every query is made of: filters, scope, dimensions, references, SQL files.

Knows no report; imports no other folder of the room. A dimension is added in `dimensions`, an
operator or a kind of field in `conditions`. `report` has the classes that a report declares itself
with.
"""
