"""`salesmap lead …`."""
