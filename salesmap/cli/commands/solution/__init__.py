"""`salesmap solution`: how the needs of a lead are answered."""
