"""Products, their prices, and the needs of leads that they cover."""
