"""`salesmap map …`."""
