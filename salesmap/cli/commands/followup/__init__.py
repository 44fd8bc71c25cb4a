"""The verbs of `salesmap followup`."""
