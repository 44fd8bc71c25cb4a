"""The verbs of `salesmap kb`."""
