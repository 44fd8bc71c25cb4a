"""The verbs of `salesmap contact`."""
