"""The verbs of `salesmap db`."""
