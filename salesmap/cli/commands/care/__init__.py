"""The verbs of `salesmap care`."""
