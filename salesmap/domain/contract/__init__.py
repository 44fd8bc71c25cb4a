"""Contracts and their money as pure code: plans, allocation of payments, states.

A new rule of contracts is a function here; it takes plain values and knows no database.
"""
