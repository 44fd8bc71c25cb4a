"""The verbs of `salesmap config`."""
