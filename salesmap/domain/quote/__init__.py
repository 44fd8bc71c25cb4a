"""Quotes as pure code: what their lines come to, and the states that follow from dated facts.

Amounts are whole hundredths of the quote's currency; quantities, percentages and tax rates whole
millionths. Nothing here reads a clock or a database: callers hand in the day.
"""
