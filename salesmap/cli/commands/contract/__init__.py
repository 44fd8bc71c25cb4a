"""`salesmap contract`: contracts from the draft to the last payment."""
