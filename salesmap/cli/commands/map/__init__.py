"""The verbs of `salesmap map`."""
