"""Quotes as pure code: lines and totals, states, what was given away.

A new rule of quotes is a function here; it takes plain values and knows no database and no clock.
Amounts are whole hundredths; quantities, percentages and tax rates whole millionths.
"""
