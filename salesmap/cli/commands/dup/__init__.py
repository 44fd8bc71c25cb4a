"""The verbs of `salesmap dup`."""
