"""After-sales service as pure code: tickets with their transitions, satisfaction.

Everything here is plain records and rules and knows no database. A new event of tickets is a word
of `vocabulary`, a transition of `ticket`.
"""
