"""Quotes: drafting, approval, sending, revising, deciding.

Each function is one change. A new step of a quote goes beside the others of its kind; the rule
itself is a method of `domain.quote`.
"""
