"""`salesmap quote`: quotes from the draft to the decision."""
