"""The verbs of `salesmap lead`."""
