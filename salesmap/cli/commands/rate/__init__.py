"""`salesmap rate`: rates of other currencies."""
