"""The verbs of `salesmap segment`."""
