"""The verbs of `salesmap rating`."""
