"""`salesmap rate`: what other currencies are worth in the database's own."""
