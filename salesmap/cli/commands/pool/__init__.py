"""The verbs of `salesmap pool`."""
