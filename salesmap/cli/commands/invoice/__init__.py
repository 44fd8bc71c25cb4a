"""`salesmap invoice`: records of what was invoiced."""
