"""Quotes as pure code: lines and totals, states, what was given away.

A new rule of quotes is a function here; it takes plain values and knows no database.
"""
