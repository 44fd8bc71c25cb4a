"""Measurements: `python -m tests.bench` holds salesmap against its budgets. No test among them: machines differ."""
