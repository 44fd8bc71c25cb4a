"""The verbs of `salesmap review`."""
