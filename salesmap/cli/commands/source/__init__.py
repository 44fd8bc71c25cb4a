"""The verbs of `salesmap source`."""
