"""Contracts and their money: lists, one contract, and the reports on what was due and came.

States and sums are derived in SQL by the rules of `domain.contract.state`; `sources` holds what the
reports count.
"""
