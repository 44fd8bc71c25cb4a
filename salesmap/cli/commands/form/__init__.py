"""The verbs of `salesmap form`."""
