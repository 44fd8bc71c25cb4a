"""Contracts: drafted, approved, signed, amended, ended; their plans, milestones, money, invoices.

An action loads a `ContractFile`, calls its transition, and saves what hangs on it.
"""
