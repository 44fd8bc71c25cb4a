"""Exact figures of papers: rounding, splits, percentages, discounts, quantities, amounts in words.

Money is whole hundredths, a quantity and a percentage whole millionths (13 % is 130000); nothing
is ever a float. Halves are rounded away from zero.
"""
