"""`salesmap product`: what is sold."""
