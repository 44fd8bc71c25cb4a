"""The verbs of `salesmap customer`."""
