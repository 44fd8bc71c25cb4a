"""The verbs of `salesmap member`."""
