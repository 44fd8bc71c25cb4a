"""Quotes: lists, one quote with its lines and versions, what changed between versions, reports.

`quote_sheet` is the one place that says which version stands for a quote and in which state it is.
"""
