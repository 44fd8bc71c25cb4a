"""The verbs of `salesmap target`."""
