"""The team as pure code: members and what they may, who gets a lead, how leads change hands.

Everything here is plain records and rules and knows no database. In a database without members
nothing of it holds.
"""
